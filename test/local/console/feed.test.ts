import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { channels } from "../../../shared/channels/channels.ts";
import { eventually } from "../../support/eventually.ts";
import {
  receipts,
  startStackUnderTest,
  type StackUnderTest,
} from "../../support/stack.ts";
import { readFeed } from "./feed-reader.ts";

const CONVERSATION = "conversations/c";
const MESSAGE = `${CONVERSATION}/messages/m`;

describe("the console's feed", () => {
  let stack: StackUnderTest;
  beforeEach(async () => {
    stack = await startStackUnderTest("embedded");
  });
  afterEach(() => stack.close());

  it("tells a page that opens late what was before, samples included", async () => {
    await stack.deliver(receipts("READ", [MESSAGE]));
    await stack.post("/agent-reads", { message: "none" });
    await eventually(async () => {
      const feed = await readFeed(stack.url);
      feed.close();
      expect(feed.latest.deadLetters?.newest).toMatchObject([
        { source: "sendReadReceipt", reason: expect.any(String) },
      ]);
      expect(feed.latest.traffic).toMatchObject({
        "platform>receiveWebhook": { count: 1, failed: 0 },
        "storeReceipt>firestore": { count: 1, failed: 0 },
      });
      expect(feed.hello.channels.map(({ name }) => name)).toEqual(
        channels.map(({ name }) => name),
      );
    });
    const feed = await readFeed(stack.url);
    await eventually(() => {
      expect(feed.messages.get(MESSAGE)).toMatchObject({ status: "READ" });
    });
    feed.close();
  });

  it("tells what changes and what goes", async () => {
    const feed = await readFeed(stack.url);
    for (const type of ["DELIVERED", "READ"] as const) {
      await stack.deliver(receipts(type, [MESSAGE]));
      await eventually(() => {
        expect(feed.messages.get(MESSAGE)?.status).toBe(type);
      });
    }
    const path = `${stack.url}/messages/${CONVERSATION}`;
    await fetch(path, { method: "DELETE" });
    await eventually(() => expect(feed.gone).toEqual([MESSAGE]));
    feed.close();
  });

  it("forgets a dead letter that is removed", async () => {
    await stack.post("/agent-reads", { message: "none" });
    const feed = await readFeed(stack.url);
    await eventually(() => expect(feed.latest.deadLetters?.total).toBe(1));
    const id = feed.latest.deadLetters?.newest[0]?.messageId;
    await fetch(`${stack.url}/dead-letters/${id}`, { method: "DELETE" });
    await eventually(() => expect(feed.latest.deadLetters?.total).toBe(0));
    feed.close();
  });

  it("counts a request that was refused as failed", async () => {
    await stack.deliver(receipts("READ", [MESSAGE]), "a guess");
    const feed = await readFeed(stack.url);
    await eventually(() => {
      expect(feed.latest.traffic?.["platform>receiveWebhook"]).toEqual({
        count: 1,
        failed: 1,
      });
    });
    feed.close();
  });
});
