import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import express from "express";
import { createFeed } from "../../../local/console/feed.ts";
import { MAX_MESSAGES } from "../../../local/console/limits.ts";
import type { MessageState } from "../../../shared/messages/message-state.ts";
import { eventually } from "../../support/eventually.ts";
import { listen, type Listening } from "../../support/server.ts";
import { readFeed } from "./feed-reader.ts";
import { stateOf } from "./state.ts";

const MORE_THAN_AT_ONCE = 1200;

describe("the states that the console's feed tells", () => {
  let readState: (message: string) => Promise<MessageState | null>;
  let reads: string[];
  let isPaused: boolean;
  let feed: ReturnType<typeof createFeed>;
  let server: Listening;
  beforeEach(async () => {
    [reads, isPaused] = [[], false];
    readState = (message) => Promise.resolve(stateOf(message));
    feed = createFeed({
      hello: () => ({ backend: "a test", channels: [] }),
      readState(message) {
        reads.push(message);
        return readState(message);
      },
      parts: { isPaused: () => isPaused },
    });
    const app = express().get("/console/events", (_, response) =>
      feed.open(response),
    );
    server = await listen(app);
  });
  afterEach(async () => {
    feed.close();
    await server.close();
  });

  function change(count: number): void {
    for (let i = 0; i < count; i += 1) feed.messageChanged(`m${i}`);
  }

  it("are all there are, for a page that opens late and for one that is open", async () => {
    change(MORE_THAN_AT_ONCE);
    const page = await readFeed(server.url);
    await eventually(() => expect(page.messages.size).toBe(MORE_THAN_AT_ONCE));
    readState = (message) =>
      Promise.resolve(stateOf(message, { status: "READ" }));
    change(MORE_THAN_AT_ONCE);
    await eventually(() => {
      const all = [...page.messages.values()];
      expect(all.filter(({ status }) => status !== "READ")).toEqual([]);
    });
    page.close();
  });

  it("are no more than the newest messages', so that memory is bounded", async () => {
    change(MAX_MESSAGES + 1);
    const page = await readFeed(server.url);
    await eventually(() => expect(page.messages.size).toBe(MAX_MESSAGES));
    expect(page.messages.has("m0")).toBe(false);
    page.close();
  });

  it("are never older after newer ones", async () => {
    const slow = Promise.withResolvers<MessageState>();
    readState = () => slow.promise;
    change(1);
    const page = await readFeed(server.url);
    readState = (message) =>
      Promise.resolve(stateOf(message, { status: "READ" }));
    change(1);
    await eventually(() => {
      expect(page.messages.get("m0")?.status).toBe("READ");
    });
    slow.resolve(stateOf("m0", { status: "DELIVERED" }));
    isPaused = true;
    feed.changed("isPaused");
    await eventually(() => expect(page.latest.isPaused).toBe(true));
    expect(page.messages.get("m0")?.status).toBe("READ");
    page.close();
  });

  it("are not asked for again once their message is gone", async () => {
    readState = () => Promise.resolve(null);
    change(1);
    const page = await readFeed(server.url);
    await eventually(() => expect(page.gone).toEqual(["m0"]));
    page.close();
    const { length } = reads;
    const later = await readFeed(server.url);
    expect(reads).toHaveLength(length);
    later.close();
  });

  it.each(["when it opens", "later"])(
    "end for a page, which connects anew, if they can't be read %s",
    async (when) => {
      const refuse = () => Promise.reject(new Error("No answer."));
      if (when === "when it opens") {
        readState = refuse;
        change(1);
      }
      const response = await fetch(`${server.url}/console/events`);
      readState = refuse;
      if (when === "later") change(1);
      expect(await response.text()).toContain("event: hello");
    },
  );
});
