import { describe, expect, it } from "@jest/globals";
import type { SampleOptions } from "../../../../shared/channel.ts";
import { businessMessages } from "../../../../shared/channels/business-messages/channel.ts";

function createSample(of: SampleOptions) {
  const [sample, ...others] = businessMessages.standIn.createSamples(of);
  if (!sample || others.length > 0) throw new Error("It is not one request.");
  return sample;
}

const options: SampleOptions = {
  messages: undefined,
  count: 3,
  receiptType: "READ",
  agent: undefined,
  key: "k",
  time: 1_000_000,
};
const webhook = businessMessages.createWebhook({
  WEBHOOK_KEYS: '{"default": ["k"], "brands/B/agents/A": ["a"]}',
});

/** A sample as it arrives at the webhook. */
function requestOf(change: Partial<SampleOptions>) {
  const { headers, body } = createSample({ ...options, ...change });
  const lowerCase = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    headers: Object.fromEntries(lowerCase) as Record<string, string>,
    rawBody: Buffer.from(body),
    body: JSON.parse(body) as unknown,
  };
}

describe("createSample", () => {
  it("signs what it makes with the given key", () => {
    expect(webhook.verify(requestOf({}))).toBe(true);
    expect(webhook.verify(requestOf({ key: "other" }))).toBe(false);
  });

  it("says that it is JSON", () => {
    const { "content-type": contentType } = requestOf({}).headers;
    expect(contentType).toBe("application/json");
  });

  it("makes a payload of the given agent", () => {
    const agent = "brands/B/agents/A";
    expect(webhook.verify(requestOf({ agent, key: "a" }))).toBe(true);
    expect(businessMessages.parse(requestOf({ agent }), 0).agent).toBe(agent);
  });

  it("makes up as many messages as it is asked for, of one conversation", () => {
    const { receipts } = businessMessages.parse(requestOf({}), 0);
    expect(new Set(receipts.map(({ message }) => message)).size).toBe(3);
    expect(new Set(receipts.map((r) => r.conversation)).size).toBe(1);
  });

  it("makes up others each time", () => {
    const [first] = createSample(options).messages;
    expect(createSample(options).messages).not.toContain(first);
  });

  it("names the messages that it made up", () => {
    const sample = createSample(options);
    const request = { headers: {}, rawBody: Buffer.from(sample.body) };
    const body: unknown = JSON.parse(sample.body);
    const { receipts } = businessMessages.parse({ ...request, body }, 0);
    expect(receipts.map(({ message }) => message)).toEqual(sample.messages);
  });

  it.each(["DELIVERED", "READ"] as const)(
    "makes receipts of the given type, time and messages: %s",
    (receiptType) => {
      const messages = ["conversations/C/messages/M"];
      const request = requestOf({ messages, receiptType });
      const parsed = businessMessages.parse(request, 0);
      expect(request.body).toHaveProperty("conversationId", "C");
      expect(parsed.unusable).toEqual([]);
      expect(parsed.receipts).toEqual([
        expect.objectContaining({
          message: "conversations/C/messages/M",
          receiptType,
          time: "1970-01-01T00:00:01.000000Z",
          timeSource: "RECEIPT",
        }),
      ]);
    },
  );
});
