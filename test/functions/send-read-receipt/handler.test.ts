import { describe, expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../shared/runtime/errors.ts";
import { toDay } from "../../../shared/messages/day.ts";
import { toShard } from "../../../shared/messages/shard.ts";
import { now, parseTimestamp } from "../../../shared/runtime/timestamp.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import {
  AGENT,
  createFakePlatform,
  EVENT,
  MESSAGE,
  REJECTED,
  serveSendReadReceipt,
} from "./serve-send-read-receipt.ts";

describe("an agent's read", () => {
  it("is told to the platform, written down and acknowledged", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });
    const before = now();

    expect(await tested.push(EVENT, "77")).toBe(204);
    expect(platform.calls).toEqual([[MESSAGE, AGENT]]);
    const document = await tested.store.read(MESSAGE);
    expect(document).toEqual({
      channel: "business-messages",
      agent: AGENT,
      conversation: "conversations/c",
      shard: toShard(MESSAGE),
      agentRead: {
        status: "SENT",
        time: document?.agentRead?.time,
        day: toDay(document?.agentRead?.time ?? 0),
        reader: "reader-7",
        readTime: parseTimestamp(EVENT.readTime),
      },
      createTime: document?.agentRead?.time,
      updateTime: document?.agentRead?.time,
    });
    expect(document?.agentRead?.time).toBeGreaterThanOrEqual(before);
    expect(document?.agentRead?.time).toBeLessThanOrEqual(now());
    expect(tested.letters()).toEqual([]);
    expect(tested.lines).toMatchObject([
      { severity: "INFO", fields: { messageId: "77", messageName: MESSAGE } },
    ]);
  });

  it("needs no more than the message's name", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });

    expect(await tested.push({ message: MESSAGE })).toBe(204);
    expect(platform.calls).toEqual([[MESSAGE, undefined]]);
    expect(await tested.agentRead()).toEqual({
      status: "SENT",
      time: expect.any(Number),
      day: expect.any(Number),
    });
  });
});

describe("a refusal by the platform", () => {
  it("goes to dead-letters with the reason, is written down and acknowledged", async () => {
    const platform = createFakePlatform(REJECTED);
    await using tested = await serveSendReadReceipt({ platform });

    expect(await tested.push(EVENT, "77")).toBe(204);
    expect(await tested.agentRead()).toMatchObject({
      status: "FAILED",
      httpStatus: 403,
      reason: "The platform answered 403.",
      reader: "reader-7",
    });
    expect(tested.letters()).toEqual([
      {
        data: Buffer.from(JSON.stringify(EVENT)),
        attributes: {
          reason: "The platform answered 403.",
          source: "sendReadReceipt",
          channel: "business-messages",
          agent: AGENT,
        },
      },
    ]);
    expect(tested.lines).toMatchObject([
      { severity: "ERROR", fields: { messageId: "77" } },
    ]);
  });

  it.each(["the same id", "another id"])(
    "is tried again by a later event of %s, and leaves nothing behind once it is told",
    async (which) => {
      const platform = createFakePlatform(REJECTED);
      await using tested = await serveSendReadReceipt({ platform });
      await tested.push(EVENT, "the same id");

      expect(await tested.push({ message: MESSAGE }, which)).toBe(204);
      expect(platform.calls).toHaveLength(2);
      expect(await tested.agentRead()).toEqual({
        status: "SENT",
        time: expect.any(Number),
        day: expect.any(Number),
      });
      expect(tested.letters()).toHaveLength(1);
    },
  );
});

describe("a refusal that dead-letters don't take", () => {
  it("makes the event come again, and the platform is asked again", async () => {
    const platform = createFakePlatform(REJECTED, REJECTED);
    let isDown = true;
    const publisher = createKeptPublisher(() =>
      isDown ? Promise.reject(new Error("Down.")) : Promise.resolve(),
    );
    await using tested = await serveSendReadReceipt({ platform, publisher });

    expect(await tested.push(EVENT)).toBe(500);
    isDown = false;
    expect(await tested.push(EVENT)).toBe(204);
    expect(platform.calls).toHaveLength(2);
    expect(tested.letters()).toHaveLength(1);
    expect(await tested.agentRead()).toMatchObject({ status: "FAILED" });
  });
});

describe("a platform that gives no answer", () => {
  it.each([
    ["WARNING", new Error("It was answered 500.")],
    ["ERROR", new NeedsOperatorError("It was answered 401.")],
  ])(
    "makes the event come again, and nothing is settled (%s: %s)",
    async (severity, error) => {
      const platform = createFakePlatform(error);
      await using tested = await serveSendReadReceipt({ platform });

      expect(await tested.push(EVENT)).toBe(500);
      expect(await tested.store.read(MESSAGE)).toBeUndefined();
      expect(tested.letters()).toEqual([]);
      expect(tested.lines.at(-1)).toMatchObject({ severity, error });
    },
  );

  it("is asked again when the same event comes again", async () => {
    const platform = createFakePlatform(new Error("It was answered 500."));
    await using tested = await serveSendReadReceipt({ platform });
    await tested.push(EVENT, "77");

    expect(await tested.push(EVENT, "77")).toBe(204);
    expect(platform.calls).toHaveLength(2);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });
});
