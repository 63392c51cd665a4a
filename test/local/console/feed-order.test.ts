import { afterEach, expect, it } from "@jest/globals";
import express from "express";
import { createFeed } from "../../../local/console/feed.ts";
import type { MessageState } from "../../../shared/message-state.ts";
import { eventually } from "../../support/eventually.ts";
import { listen, type Listening } from "../../support/server.ts";
import { readFeed } from "./feed-reader.ts";
import { stateOf } from "./state.ts";

let feed: ReturnType<typeof createFeed>;
let server: Listening;
afterEach(async () => {
  feed.close();
  await server.close();
});

it("tells a page that opens no older state after a newer one", async () => {
  const slow = Promise.withResolvers<MessageState>();
  const reads = [
    slow.promise,
    Promise.resolve(stateOf("m", { status: "READ" })),
  ];
  let isPaused = false;
  feed = createFeed({
    hello: () => ({ backend: "a test", channels: [] }),
    readState: () => reads.shift() ?? Promise.resolve(null),
    parts: { isPaused: () => isPaused },
  });
  const app = express().get("/console/events", (_, response) =>
    feed.open(response),
  );
  server = await listen(app);
  feed.messageChanged("m");
  const page = await readFeed(server.url);
  feed.messageChanged("m");
  await eventually(() => {
    expect(page.messages.get("m")?.status).toBe("READ");
  });
  slow.resolve(stateOf("m", { status: "DELIVERED" }));
  isPaused = true;
  feed.changed("isPaused");
  await eventually(() => expect(page.latest.isPaused).toBe(true));
  expect(page.messages.get("m")?.status).toBe("READ");
  page.close();
});
