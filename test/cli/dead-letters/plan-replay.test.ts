import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { planReplay } from "../../../cli/dead-letters/plan-replay.ts";
import { formatTimestamp } from "../../../shared/runtime/timestamp.ts";
import { businessMessages } from "../../support/fixtures.ts";
import { forwardedFrom, letterOf, TIME } from "./dead-letter-message.ts";

const CHANNEL = "business-messages";
const REASON = "The platform answered 403 to updateReceipt.";
const RECEIPT = {
  channel: CHANNEL,
  agent: "brands/B/agents/A",
  conversation: "conversations/C",
  message: "conversations/C/messages/M",
  receiptType: "READ",
  time: "2026-01-31T09:30:00.000000Z",
  timeSource: "RECEIPT",
  arrivalTime: "2026-01-31T09:30:01.000000Z",
};

/** The one message that a letter becomes. */
function replayOf(attributes: Record<string, string>, text = "{}") {
  const data = Buffer.from(text);
  const plan = planReplay(letterOf({ attributes, data }));
  if ("reason" in plan) throw new Error(plan.reason);
  const [batch, ...others] = plan.batches;
  expect(others).toEqual([]);
  expect(batch?.messages).toHaveLength(1);
  return { topic: batch?.topic, ...batch?.messages[0] };
}

function fromWebhook(body: unknown, change = {}) {
  const data = Buffer.from(
    typeof body === "string" ? body : JSON.stringify(body),
  );
  const attributes = { source: "receiveWebhook", channel: CHANNEL };
  return planReplay(letterOf({ data, attributes, ...change }));
}

describe("where a dead letter goes", () => {
  it.each([
    ["storeReceipt", "receipts"],
    ["sendReadReceipt", "agent-reads"],
  ])("is from the function %s back to %s, byte for byte", (source, topic) => {
    const replay = replayOf({ source, reason: REASON }, "\u00ff not JSON");
    expect(replay).toEqual({
      topic,
      data: Buffer.from("\u00ff not JSON"),
      attributes: { replayOf: "7" },
    });
  });

  it.each([
    ["receipts-store", "receipts"],
    ["receipts-bigquery", "receipts"],
    ["store-receipt", "receipts"],
    ["agent-reads-send", "agent-reads"],
    ["agent-reads-bigquery", "agent-reads"],
    ["send-read-receipt", "agent-reads"],
    ["user-events", "user-events"],
    ["projects/p/subscriptions/user-events", "user-events"],
  ])("is from the subscription %s back to %s", (subscription, topic) => {
    expect(replayOf(forwardedFrom(subscription)).topic).toBe(topic);
  });

  it.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["an unknown function", { source: "toString" }],
    ["an unknown subscription", forwardedFrom("someone-elses")],
    [
      "an unknown subscription, whatever the publisher wrote",
      forwardedFrom("someone-elses", { source: "sendReadReceipt" }),
    ],
  ])("can't be told from %s", (_, attributes) => {
    expect(planReplay(letterOf({ attributes }))).toEqual({
      reason: expect.stringContaining("where it came from"),
    });
  });
});

describe("a replay", () => {
  it("keeps what the message had, and not what made it a dead letter", () => {
    const from = { channel: CHANNEL, agent: "brands/B/agents/A" };
    const trace = { googclient_traceparent: "00-1-2-00" };
    expect(
      replayOf({ ...from, ...trace, source: "sendReadReceipt", reason: REASON })
        .attributes,
    ).toEqual({ ...from, ...trace, replayOf: "7" });
  });

  it("of a user event has its attributes as they were, reason and source included", () => {
    const original = {
      channel: CHANNEL,
      kind: "message",
      "Content-Type": "application/json",
      "X-Goog-Signature": "s",
      reason: "the publisher's own",
      source: "the publisher's own",
    };
    const attributes = forwardedFrom("user-events", original);
    expect(replayOf(attributes).attributes).toEqual({
      ...original,
      replayOf: "7",
    });
  });

  it("of a replay names the newest letter", () => {
    const attributes = forwardedFrom("agent-reads-send", { replayOf: "first" });
    expect(replayOf(attributes).attributes).toEqual({ replayOf: "7" });
  });

  it("of a receipt has the attributes again that subscriptions filter on", () => {
    const text = `${JSON.stringify(RECEIPT)}\n`;
    expect(replayOf({ source: "storeReceipt" }, text)).toEqual({
      topic: "receipts",
      data: Buffer.from(text),
      attributes: {
        channel: CHANNEL,
        agent: "brands/B/agents/A",
        receiptType: "READ",
        schemaVersion: "1",
        replayOf: "7",
      },
    });
  });

  it("never changes a byte, wherever it comes from", () => {
    const sources = ["receipts-store", "agent-reads-send", "user-events"];
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.constantFrom(...sources),
        (bytes, source) => {
          const data = Buffer.from(bytes);
          const attributes = forwardedFrom(source);
          expect(planReplay(letterOf({ data, attributes }))).toMatchObject({
            batches: [{ messages: [{ data }] }],
          });
        },
      ),
    );
  });
});

describe("a payload that the webhook could not use", () => {
  it("is read again, as if it had come when it came", () => {
    const { receipts, ...rest } = businessMessages("delivered");
    const { receipts: list } = receipts as { receipts: unknown };
    const plan = fromWebhook({ ...rest, receipts: { receipts: list } });
    if ("reason" in plan) throw new Error(plan.reason);
    const [batch] = plan.batches;
    const event: unknown = JSON.parse(String(batch?.messages[0]?.data));
    expect(batch).toMatchObject({
      topic: "receipts",
      messages: [{ attributes: { receiptType: "DELIVERED", replayOf: "7" } }],
    });
    expect(event).toMatchObject({ arrivalTime: formatTimestamp(TIME) });
  });

  it("becomes what the webhook makes of it: receipts, a user event, and what is still unusable", () => {
    const delivered = businessMessages("delivered") as {
      receipts: { receipts: unknown[] };
    };
    delivered.receipts.receipts.push("unusable");
    const plan = fromWebhook({ ...businessMessages("message"), ...delivered });
    if ("reason" in plan) throw new Error(plan.reason);
    expect(plan.batches.map(({ topic }) => topic)).toEqual([
      "receipts",
      "user-events",
      "dead-letters",
    ]);
    const messages = plan.batches.flatMap((batch) => batch.messages);
    expect(messages.map(({ attributes }) => attributes.replayOf)).toEqual(
      Array(3).fill("7"),
    );
  });

  it.each([
    ["nothing in it", "{}", /^The payload has neither receipts nor/],
    ["no JSON", "oops", /^The payload isn't a JSON object/],
    [
      "no list of receipts",
      { receipts: 7 },
      /^The payload's receipts aren't a list/,
    ],
    [
      "one bad receipt",
      { receipts: { receipts: [7] } },
      /^The receipt has no message/,
    ],
  ])("stays, with the reason of now: %s", (_, body, reason) => {
    expect(fromWebhook(body)).toEqual({
      reason: expect.stringMatching(reason),
    });
  });

  it("stays if it would only be kept whole once more, although some of it is usable", () => {
    const payload = businessMessages("delivered") as {
      receipts: { receipts: unknown[] };
    };
    payload.receipts.receipts.push(...Array<number>(101).fill(7));
    expect(fromWebhook(payload)).toEqual({
      reason: expect.stringContaining(
        "101 receipts of the payload are unusable",
      ),
    });
  });

  it("stays if its channel is not known", () => {
    const attributes = { source: "receiveWebhook", channel: "smoke-signals" };
    expect(fromWebhook({}, { attributes })).toEqual({
      reason: "Its channel is not known.",
    });
  });

  it("never makes the planning fail, whatever its bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const plan = fromWebhook(text);
        expect("reason" in plan || plan.batches.length > 0).toBe(true);
      }),
    );
  });
});
