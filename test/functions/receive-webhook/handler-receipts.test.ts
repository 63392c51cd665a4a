import { describe, expect, it } from "@jest/globals";
import { ReceiptEvent } from "../../../shared/events/receipt-event.ts";
import { businessMessages } from "../../support/fixtures.ts";
import { AGENT, serveWebhook, TOPICS } from "./serve-webhook.ts";

const CONVERSATION = "conversations/1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11";
const channel = "business-messages";

function withReceipts(...receipts: unknown[]): string {
  const payload = businessMessages("delivered");
  const { createTime } = payload.receipts as { createTime: string };
  return JSON.stringify({ ...payload, receipts: { receipts, createTime } });
}

function receiptOf(id: string, receiptType = "READ") {
  return { message: `${CONVERSATION}/messages/${id}`, receiptType };
}

describe("a payload of receipts", () => {
  it.each([
    ["delivered", ["DELIVERED 5b0cfd62-0001"]],
    [
      "read-several",
      ["READ 5b0cfd62-0001", "READ 5b0cfd62-0002", "DELIVERED 5b0cfd62-0003"],
    ],
  ])(
    "becomes one message a receipt, in one publish call (%s)",
    async (fixture, expected) => {
      await using webhook = await serveWebhook();

      const response = await webhook.post(
        JSON.stringify(businessMessages(fixture)),
      );

      expect(response.status).toBe(200);
      const { calls } = webhook.publisher;
      expect(calls.map(({ topic }) => topic)).toEqual([TOPICS.receipts]);
      const events = calls[0]!.messages.map(({ data }) => parse(data));
      expect(
        events.map(({ receiptType, message }) =>
          [receiptType, message.split("/").at(-1)].join(" "),
        ),
      ).toEqual(expected);
      expect(calls[0]!.messages.map(({ attributes }) => attributes)).toEqual(
        events.map(({ receiptType }) => ({
          channel,
          agent: AGENT,
          receiptType,
          schemaVersion: "1",
        })),
      );
    },
  );

  it("becomes events that keep to the contract and say all that is known", async () => {
    await using webhook = await serveWebhook();
    const before = Date.now();

    await webhook.post(JSON.stringify(businessMessages("delivered")));

    const [message] = webhook.publisher.on(TOPICS.receipts);
    const event = parse(message!.data);
    expect(event).toEqual({
      channel,
      agent: AGENT,
      customAgentId: "support-desk",
      conversation: CONVERSATION,
      message: `${CONVERSATION}/messages/5b0cfd62-0001`,
      receiptType: "DELIVERED",
      time: "2024-05-14T09:26:53.589793Z",
      timeSource: "RECEIPT",
      arrivalTime: event.arrivalTime,
    });
    const arrival = Date.parse(event.arrivalTime);
    expect(arrival).toBeGreaterThanOrEqual(before);
    expect(arrival).toBeLessThanOrEqual(Date.now());
  });

  it("is logged once, with counts", async () => {
    await using webhook = await serveWebhook();

    await webhook.post(JSON.stringify(businessMessages("read-several")));

    expect(webhook.lines).toMatchObject([
      {
        severity: "INFO",
        fields: { agent: AGENT, receiptCount: 3, unusableCount: 0 },
      },
    ]);
  });
});

describe("a receipt that can't be used", () => {
  it.each([
    [
      "a bad name",
      { message: "conversations/..", receiptType: "READ" },
      /name/,
    ],
    ["no name", { receiptType: "READ" }, /no message/],
    ["an unknown type", receiptOf("m2", "SMELLED"), /type/],
    [
      "another conversation",
      { message: "conversations/other/messages/m2", receiptType: "READ" },
      /conversation/,
    ],
    ["no object", "READ", /receipt/],
  ])(
    "goes to dead-letters alone, the others are published (%s)",
    async (_, bad, reason) => {
      await using webhook = await serveWebhook();

      const response = await webhook.post(
        withReceipts(receiptOf("m1"), bad, receiptOf("m3")),
      );

      expect(response.status).toBe(200);
      const good = webhook.publisher.on(TOPICS.receipts);
      expect(good.map(({ data }) => parse(data).message)).toEqual([
        `${CONVERSATION}/messages/m1`,
        `${CONVERSATION}/messages/m3`,
      ]);
      const letters = webhook.publisher.on(TOPICS.deadLetters);
      expect(letters.map(({ attributes }) => attributes)).toEqual([
        {
          reason: expect.stringMatching(reason),
          source: "receiveWebhook",
          channel,
          agent: AGENT,
        },
      ]);
      expect(JSON.parse(letters[0]!.data.toString())).toEqual(
        JSON.parse(withReceipts(bad)),
      );
      expect(webhook.lines).toMatchObject([{ severity: "WARNING" }]);
    },
  );

  it("takes one dead letter each, in one publish call", async () => {
    await using webhook = await serveWebhook();

    await webhook.post(withReceipts(null, receiptOf("m2", "NEVER")));

    expect(webhook.publisher.calls).toHaveLength(1);
    expect(webhook.publisher.on(TOPICS.deadLetters)).toHaveLength(2);
  });
});

/** Strictly: an event that has more than the contract, or less, fails. */
function parse(data: Buffer): ReceiptEvent {
  return ReceiptEvent.strict().parse(JSON.parse(data.toString()));
}
