import { describe, expect, it } from "@jest/globals";
import { toTopicMessages } from "../../../shared/pubsub/topic-messages.ts";
import type {
  ChannelRequest,
  ParsedPayload,
} from "../../../shared/channels/channel.ts";
import type { ReceiptEvent } from "../../../shared/events/receipt-event.ts";

const topics = { receipts: "R", userEvents: "U", deadLetters: "D" };
const rawBody = Buffer.from("the bytes that came");
const from = { channel: "business-messages", agent: "brands/B/agents/A" };
const json = { "Content-Type": "application/json" };
const nothing: ParsedPayload = {
  agent: from.agent,
  receipts: [],
  unusable: [],
  userEventKind: undefined,
};

function receipt(id: number): ReceiptEvent {
  return {
    ...from,
    conversation: "conversations/C",
    message: `conversations/C/messages/${id}`,
    receiptType: "READ",
    time: "2026-01-31T09:30:00.000000Z",
    timeSource: "RECEIPT",
    arrivalTime: "2026-01-31T09:30:01.000000Z",
  };
}

function batchesOf(
  payload: Partial<ParsedPayload>,
  headers: ChannelRequest["headers"] = {},
) {
  const whole = { ...nothing, ...payload };
  const channel = {
    name: "business-messages",
    forwardedHeaders: ["X-Signed", "X-Hops"],
  };
  const request = { headers, rawBody };
  return toTopicMessages(whole, request, channel, "receiveWebhook", topics);
}

describe("toBatches", () => {
  it("makes one message of each receipt, in one batch and in their order", () => {
    const receipts = [receipt(1), receipt(2), receipt(3)];
    const [batch, ...others] = batchesOf({ receipts });
    const events = batch?.messages.map(
      ({ data }) => JSON.parse(data.toString()) as unknown,
    );
    expect(batch?.topic).toBe("R");
    expect(events).toEqual(receipts);
    expect(others).toEqual([]);
  });

  it("gives receipts the attributes that subscriptions filter on", () => {
    const [batch] = batchesOf({ receipts: [receipt(1)] });
    expect(batch?.messages[0]?.attributes).toEqual({
      ...from,
      receiptType: "READ",
      schemaVersion: "1",
    });
  });

  it("gives receipts of several types in one payload each its own type's attributes", () => {
    const receiptTypes = ["DELIVERED", "READ", "DELIVERED"] as const;
    const receipts = receiptTypes.map((receiptType, id) => ({
      ...receipt(id),
      receiptType,
    }));
    const [batch] = batchesOf({ receipts });
    const attributes = batch?.messages.map((message) => message.attributes);
    expect(attributes).toMatchObject(
      receiptTypes.map((receiptType) => ({ receiptType })),
    );
  });

  it("forwards what else the user did as the bytes that came, with its kind", () => {
    const attributes = { ...from, ...json, kind: "message" };
    expect(batchesOf({ userEventKind: "message" })).toEqual([
      { topic: "U", messages: [{ data: rawBody, attributes }] },
    ]);
  });

  it.each<[string, ChannelRequest["headers"], Record<string, string>]>([
    ["one", { "x-signed": "s" }, { "X-Signed": "s" }],
    ["an empty one", { "x-signed": "" }, { "X-Signed": "" }],
    ["a list", { "x-hops": ["a", "b"] }, { "X-Hops": "a, b" }],
    [
      "one too long",
      { "x-hops": "é".repeat(600) },
      { "X-Hops": "é".repeat(512) },
    ],
    ["none", {}, {}],
    ["one that is not the channel's", { cookie: "c", kind: "k" }, {}],
  ])(
    "forwards the headers that the channel names, under those names (%s)",
    (_, headers, forwarded) => {
      const [batch] = batchesOf({ userEventKind: "message" }, headers);
      expect(batch?.messages[0]?.attributes).toEqual({
        ...from,
        ...json,
        ...forwarded,
        kind: "message",
      });
    },
  );

  it("forwards no header with a receipt or a dead letter", () => {
    const headers = { "x-signed": "s" };
    const unusable = [{ reason: "bad", original: rawBody }];
    const receipts = [receipt(1)];
    expect(batchesOf({ receipts, unusable }, headers)).toEqual(
      batchesOf({ receipts, unusable }),
    );
  });

  it("sends what can't be used to dead-letters, each with its reason and source", () => {
    const unusable = ["first", "second"].map((reason) => ({
      reason,
      original: Buffer.from(`bytes of the ${reason}`),
    }));
    const [batch, ...others] = batchesOf({ unusable });
    expect(batch?.topic).toBe("D");
    expect(batch?.messages).toEqual(
      unusable.map(({ reason, original }) => ({
        data: original,
        attributes: { reason, source: "receiveWebhook", ...from },
      })),
    );
    expect(others).toEqual([]);
  });

  it("makes one batch for each topic of a payload that has everything", () => {
    const batches = batchesOf({
      receipts: [receipt(1), receipt(2)],
      unusable: [{ reason: "bad", original: rawBody }],
      userEventKind: "message",
    });
    const counts = batches.map(({ topic, messages }) => [
      topic,
      messages.length,
    ]);
    expect(counts).toEqual([
      ["R", 2],
      ["U", 1],
      ["D", 1],
    ]);
  });

  it("has no attribute for an agent that is not known", () => {
    const batches = batchesOf({
      agent: undefined,
      unusable: [{ reason: "bad", original: rawBody }],
      userEventKind: "message",
    });
    const attributes = batches.flatMap(({ messages }) =>
      messages.map((message) => Object.keys(message.attributes)),
    );
    expect(attributes).toEqual([
      ["channel", "kind", "Content-Type"],
      ["reason", "source", "channel"],
    ]);
  });

  it("makes no batch of a payload with nothing in it", () => {
    expect(batchesOf({})).toEqual([]);
  });
});
