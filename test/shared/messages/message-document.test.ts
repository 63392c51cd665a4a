import { describe, expect, it } from "@jest/globals";
import {
  toAgentReadWrite,
  toReceiptWrite,
} from "../../../shared/messages/message-document.ts";
import type { ReceiptEvent } from "../../../shared/events/receipt-event.ts";
import { toShard } from "../../../shared/messages/shard.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { EACH_CHANNEL } from "../../support/channels.ts";

const MINUTE = 60_000_000;
const event: ReceiptEvent = {
  channel: "business-messages",
  agent: "brands/B/agents/A",
  customAgentId: "support-desk",
  conversation: "conversations/C",
  message: "conversations/C/messages/M",
  receiptType: "READ",
  time: "1970-01-01T00:01:00.000000Z",
  timeSource: "RECEIPT",
  arrivalTime: "1970-01-01T00:02:00.000000Z",
  requestId: "R",
};

describe("writeOfReceipt", () => {
  it("writes to the document that the message names", () => {
    expect(toReceiptWrite(event).message).toBe("conversations/C/messages/M");
  });

  it("merges nothing but the facts that never change", () => {
    expect(toReceiptWrite(event).fields).toEqual({
      channel: "business-messages",
      agent: "brands/B/agents/A",
      customAgentId: "support-desk",
      conversation: "conversations/C",
    });
  });

  it("leaves out the facts that the platform did not tell", () => {
    const bare = { ...event, agent: undefined, customAgentId: undefined };
    expect(Object.keys(toReceiptWrite(bare).fields)).toEqual([
      "channel",
      "conversation",
    ]);
  });

  it.each([
    ["EXPIRED", "expiredTime", "expiredDay", 1],
    ["DELIVERED", "deliveredTime", "day", 2],
    ["READ", "readTime", "day", 3],
  ] as const)(
    "lowers %s's own time and day, and raises the rank",
    (type, field, dayField, rank) => {
      const time = "1970-01-02T00:01:00.000000Z";
      const write = toReceiptWrite({ ...event, receiptType: type, time });
      expect(write.minimum).toEqual({
        [field]: MICROS_PER_DAY + MINUTE,
        [dayField]: 1,
        createTime: 2 * MINUTE,
      });
      expect(write.maximum).toEqual({ rank, updateTime: 2 * MINUTE });
    },
  );

  it("lowers REVOKE_FAILED's own time, and leaves rank and day: it is no stage", () => {
    const write = toReceiptWrite({ ...event, receiptType: "REVOKE_FAILED" });
    expect(write.minimum).toEqual({
      revokeFailedTime: MINUTE,
      createTime: 2 * MINUTE,
    });
    expect(write.maximum).toEqual({ updateTime: 2 * MINUTE });
  });

  it.each(EACH_CHANNEL)("takes a message's names as they are: %s", (_, of) => {
    const conversation = of.newConversation();
    const message = `${conversation}/messages/m`;
    const channel = of.channel.name;
    const write = toReceiptWrite({ ...event, channel, conversation, message });
    expect(write.message).toBe(message);
    expect(write.fields).toMatchObject({ channel, conversation });
  });

  it("says the message's shard, whatever is reported of it", () => {
    const { shard } = toReceiptWrite(event);
    expect(shard).toBe(toShard(event.message));
    const other = { ...event, receiptType: "EXPIRED", agent: "a" } as const;
    expect(toReceiptWrite(other).shard).toBe(shard);
  });

  it("says nothing about what an agent read", () => {
    expect(toReceiptWrite(event)).not.toHaveProperty("agentRead");
  });

  it.each(["time", "arrivalTime"])("throws at a %s that is none", (field) => {
    const bad = { ...event, [field]: "soon" };
    expect(() => toReceiptWrite(bad)).toThrow(RangeError);
  });
});

describe("writeOfAgentRead", () => {
  const place = {
    message: "conversations/C/messages/U",
    channel: "business-messages",
    conversation: "conversations/C",
  };
  const agentRead = {
    status: "FAILED",
    time: MINUTE,
    httpStatus: 403,
    reason: "The platform answered 403 to updateReceipt.",
  } as const;

  it("writes what became of it into the message's document, and touches that", () => {
    expect(toAgentReadWrite(place, agentRead)).toEqual({
      message: "conversations/C/messages/U",
      fields: { channel: "business-messages", conversation: "conversations/C" },
      shard: toShard("conversations/C/messages/U"),
      minimum: { createTime: MINUTE },
      maximum: { updateTime: MINUTE },
      agentRead: { ...agentRead, day: 0 },
    });
  });

  it("claims nothing about the user's receipts", () => {
    const { minimum, maximum } = toAgentReadWrite(place, agentRead);
    expect({ ...minimum, ...maximum }).not.toHaveProperty("rank");
    expect({ ...minimum, ...maximum }).not.toHaveProperty("readTime");
    expect({ ...minimum, ...maximum }).not.toHaveProperty("day");
  });

  it("tells the agent where it is known", () => {
    const agent = "brands/B/agents/A";
    expect(toAgentReadWrite({ ...place, agent }, agentRead).fields.agent).toBe(
      agent,
    );
  });
});
