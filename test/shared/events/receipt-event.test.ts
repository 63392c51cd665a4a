import { describe, expect, it } from "@jest/globals";
import { ReceiptEvent } from "../../../shared/events/receipt-event.ts";

const event: ReceiptEvent = {
  channel: "business-messages",
  agent: "brands/B/agents/A",
  customAgentId: "support-desk",
  conversation: "conversations/C",
  message: "conversations/C/messages/M",
  receiptType: "READ",
  time: "2026-01-31T09:30:00.123456Z",
  timeSource: "RECEIPT",
  arrivalTime: "2026-01-31T09:30:01.000000Z",
  requestId: "R",
};

describe("ReceiptEvent", () => {
  it("accepts an event with every field, and changes nothing in it", () => {
    expect(ReceiptEvent.parse(event)).toEqual(event);
  });

  it.each(["agent", "customAgentId", "requestId"])("can do without %s", (f) => {
    const without = { ...event, [f]: undefined };
    expect(ReceiptEvent.safeParse(without).success).toBe(true);
  });

  it.each([
    "channel",
    "conversation",
    "message",
    "receiptType",
    "time",
    "timeSource",
    "arrivalTime",
  ])("cannot do without %s", (field) => {
    const result = ReceiptEvent.safeParse({ ...event, [field]: undefined });
    expect(result.error?.issues.map(({ path }) => path)).toEqual([[field]]);
  });

  it.each(["DELIVERED", "READ", "EXPIRED"])("knows %s", (receiptType) => {
    const result = ReceiptEvent.safeParse({ ...event, receiptType });
    expect(result.data?.receiptType).toBe(receiptType);
  });

  it.each(["RECEIPT", "PAYLOAD", "ARRIVAL"])(
    "knows %s as the source of the time",
    (timeSource) => {
      const result = ReceiptEvent.safeParse({ ...event, timeSource });
      expect(result.data?.timeSource).toBe(timeSource);
    },
  );

  it.each([
    ["an empty channel", { channel: "" }],
    ["an empty conversation", { conversation: "" }],
    ["an empty message", { message: "" }],
    ["a type of another case", { receiptType: "read" }],
    ["an unspecified type", { receiptType: "RECEIPT_TYPE_UNSPECIFIED" }],
    ["a time that is none", { time: "2026-02-30T00:00:00Z" }],
    ["an arrival time that is none", { arrivalTime: "now" }],
    ["a time as a number", { time: 1_769_851_800 }],
    ["an unknown source of the time", { timeSource: "GUESS" }],
    ["an agent that is no text", { agent: 7 }],
  ])("refuses %s", (_, change) => {
    expect(ReceiptEvent.safeParse({ ...event, ...change }).success).toBe(false);
  });

  it("drops fields that it does not know, since the contract only grows", () => {
    const later = { ...event, device: "phone" };
    expect(ReceiptEvent.parse(later)).not.toHaveProperty("device");
  });
});
