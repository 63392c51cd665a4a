import { describe, expect, it } from "@jest/globals";
import type { RecordedMessage } from "../../local/pubsub.ts";
import { toDeadLetterEntry, toUserEventEntry } from "../../local/entries.ts";

function messageWith(
  attributes: Record<string, string>,
  text = '{"a": 1}',
): RecordedMessage {
  return {
    messageId: "7",
    publishTime: "2026-01-31T09:30:00.123Z",
    attributes,
    data: Buffer.from(text),
  };
}

const forwarded = {
  channel: "business-messages",
  CloudPubSubDeadLetterSourceDeliveryCount: "5",
  CloudPubSubDeadLetterSourceSubscription: "store-receipt",
};

describe("toDeadLetterEntry", () => {
  it("shows the attributes that came with a dead letter as its fields", () => {
    const attributes = {
      reason: "The event is not JSON.",
      source: "storeReceipt",
      channel: "business-messages",
      agent: "brands/B/agents/A",
    };
    expect(toDeadLetterEntry(messageWith(attributes))).toEqual({
      messageId: "7",
      publishTime: "2026-01-31T09:30:00.123000Z",
      attributes,
      body: { a: 1 },
      attempts: null,
      ...attributes,
    });
  });

  it("makes a reason for a message that Pub/Sub itself gave up", () => {
    expect(toDeadLetterEntry(messageWith(forwarded))).toMatchObject({
      reason:
        "Pub/Sub gave up after 5 deliveries on the subscription store-receipt.",
      source: "store-receipt",
      channel: "business-messages",
      agent: null,
    });
  });

  it("does not believe a publisher's own reason for what Pub/Sub forwarded", () => {
    const attributes = { ...forwarded, reason: "Bad.", source: "me" };
    const { reason, source } = toDeadLetterEntry(messageWith(attributes));
    expect(reason).toMatch(/^Pub\/Sub gave up after/);
    expect(source).not.toBe("me");
  });

  it("shows a message without any attributes, too", () => {
    expect(toDeadLetterEntry(messageWith({}))).toMatchObject({
      reason: "No reason was given.",
      source: null,
      channel: null,
      agent: null,
    });
  });
});

describe("toUserEventEntry", () => {
  it("shows the kind of the event, and where it came from", () => {
    const attributes = {
      kind: "message",
      channel: "business-messages",
      agent: "brands/B/agents/A",
    };
    expect(toUserEventEntry(messageWith(attributes))).toMatchObject(attributes);
  });

  it("says null of what the attributes don't tell", () => {
    expect(toUserEventEntry(messageWith({}))).toMatchObject({
      kind: null,
      channel: null,
      agent: null,
    });
  });
});

describe("an entry", () => {
  it.each([
    ["an object", '{"a":[1]}', { a: [1] }],
    ["a number", "7", 7],
    ["null", "null", null],
    ["text that is no JSON", "{oops", "{oops"],
    ["nothing", "", ""],
  ])("shows a body of %s", (_, text, body) => {
    expect(toUserEventEntry(messageWith({}, text)).body).toEqual(body);
  });

  it.each([
    ["2026-01-31T09:30:00.123Z", "2026-01-31T09:30:00.123000Z"],
    ["2026-01-31T09:30:00.123456Z", "2026-01-31T09:30:00.123456Z"],
  ])("shows the time %s as %s", (publishTime, shown) => {
    const message = { ...messageWith({}), publishTime };
    expect(toUserEventEntry(message).publishTime).toBe(shown);
  });
});
