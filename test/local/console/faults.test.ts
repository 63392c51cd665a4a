import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { describeOnEmulators } from "../../support/emulators.ts";
import { eventually } from "../../support/eventually.ts";
import {
  receipts,
  startStackUnderTest,
  type StackUnderTest,
} from "../../support/stack.ts";
import { readFeed, type FeedReader } from "./feed-reader.ts";

const MESSAGE = "conversations/c/messages/m";

describe("the console's faults", () => {
  let stack: StackUnderTest;
  let feed: FeedReader;
  beforeEach(async () => {
    stack = await startStackUnderTest("embedded");
    feed = await readFeed(stack.url);
  });
  afterEach(async () => {
    feed.close();
    await stack.close();
  });

  it("stop the bus, which loses nothing and goes on", async () => {
    await stack.post("/console/faults", { bus: "stopped" });
    expect(await stack.deliver(receipts("READ", [MESSAGE]))).toBe(200);
    await eventually(() => {
      expect(feed.latest.faults).toEqual({ platform: "up", bus: "stopped" });
      expect(feed.latest.traffic?.["receiveWebhook>receipts"]?.count).toBe(1);
    });
    expect(feed.latest.traffic).not.toHaveProperty(["receipts>storeReceipt"]);
    await stack.post("/console/faults", { bus: "running" });
    await eventually(() => {
      expect(feed.messages.get(MESSAGE)?.status).toBe("READ");
    });
  });

  it("make the platform's API fail until it is up again", async () => {
    await stack.post("/console/faults", { platform: "500" });
    await stack.post("/agent-reads", { message: MESSAGE });
    await eventually(() => {
      expect(feed.latest.faults?.platform).toBe("500");
      const asked = feed.latest.traffic?.["sendReadReceipt>platform-api"];
      expect(asked?.failed).toBeGreaterThan(0);
    });
    await stack.post("/console/faults", { platform: "up" });
    await eventually(() => {
      expect(feed.messages.get(MESSAGE)?.agentRead?.status).toBe("SENT");
    });
    expect(feed.latest.faults?.platform).toBe("up");
  });

  it.each([
    [{ status: 418, count: 5 }, "418"],
    [{ hang: true }, "hang"],
    [{ malformedResponse: true }, "malformedResponse"],
    [{ reset: true }, "reset"],
  ])("are shown, whoever made them: %j", async (failure, name) => {
    await stack.post("/platform/failures", failure);
    await eventually(() => expect(feed.latest.faults?.platform).toBe(name));
  });
});

describeOnEmulators("the console on Google's emulators", () => {
  it("shows what happens, and says that the bus cannot be stopped", async () => {
    const stack = await startStackUnderTest("emulators");
    const feed = await readFeed(stack.url);
    try {
      expect(feed.latest.faults?.bus).toBeNull();
      expect(await stack.post("/console/faults", { bus: "stopped" })).toBe(409);
      await stack.deliver(receipts("READ", [MESSAGE]));
      await stack.post("/agent-reads", { message: "none" });
      await eventually(() => {
        expect(feed.messages.get(MESSAGE)?.status).toBe("READ");
        expect(feed.latest.deadLetters?.total).toBe(1);
        expect(feed.latest.traffic).toMatchObject({
          "storeReceipt>firestore": { count: 1 },
          "sendReadReceipt>dead-letters": { count: 1 },
        });
      });
    } finally {
      feed.close();
      await stack.close();
    }
  });
});
