import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";
import { ReceiptEvent } from "../../../../shared/events/receipt-event.ts";
import { parseTimestamp } from "../../../../shared/runtime/timestamp.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const AGENT = "brands/3a5e4b52-brand/agents/9d1c7f60-agent";
const CONVERSATION = "conversations/1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11";
const ARRIVAL_TEXT = "2024-05-14T09:30:00.000000Z";
const ARRIVAL = parseTimestamp(ARRIVAL_TEXT) ?? NaN;

function parse(body: unknown) {
  return parsePayload(body, Buffer.from(JSON.stringify(body)), ARRIVAL);
}

describe("parsePayload", () => {
  it("makes an event of a receipt, with all that the payload tells of it", () => {
    const { receipts } = parse({
      ...businessMessages("delivered"),
      requestId: "R",
    });
    expect(receipts).toEqual([
      {
        channel: "business-messages",
        agent: AGENT,
        customAgentId: "support-desk",
        conversation: CONVERSATION,
        message: `${CONVERSATION}/messages/5b0cfd62-0001`,
        receiptType: "DELIVERED",
        time: "2024-05-14T09:26:53.589793Z",
        timeSource: "RECEIPT",
        arrivalTime: ARRIVAL_TEXT,
        requestId: "R",
      },
    ]);
  });

  it("finds nothing else in a payload of receipts", () => {
    const { agent, unusable, userEventKind } = parse(
      businessMessages("delivered"),
    );
    expect(agent).toBe(AGENT);
    expect(unusable).toEqual([]);
    expect(userEventKind).toBeUndefined();
  });

  it("makes an event of each of several receipts, in their order", () => {
    const { receipts } = parse(businessMessages("read-several"));
    const found = receipts.map((r) => [r.message.slice(-4), r.receiptType]);
    expect(found).toEqual([
      ["0001", "READ"],
      ["0002", "READ"],
      ["0003", "DELIVERED"],
    ]);
  });

  it.each(["agent", "customAgentId", "requestId"])(
    "makes an event without %s, if the payload has none",
    (field) => {
      const payload = {
        ...businessMessages("placeholders"),
        [field]: undefined,
      };
      const [receipt] = parse(payload).receipts;
      expect(ReceiptEvent.safeParse(receipt).success).toBe(true);
      expect(receipt).not.toHaveProperty(field);
    },
  );

  it.each([
    ["customAgentId", "a number", 7],
    ["customAgentId", "longer than can be carried along", "x".repeat(1025)],
    ["customAgentId", "not well-formed", "\ud800"],
    ["requestId", "an object", {}],
    ["requestId", "null", null],
    ["agent", "an agent's id alone", "9d1c7f60-agent"],
    ["agent", "a name with more before it", `x${AGENT}`],
    ["agent", "a name with more behind it", `${AGENT}/x`],
    ["agent", "a name without an id", "brands/B/agents/"],
    [
      "agent",
      "longer than an attribute may be",
      `brands/B/agents/${"a".repeat(1009)}`,
    ],
    ["agent", "not fit for a header, which pushes make of it", `${AGENT}\n`],
    ["agent", "beyond ASCII", `${AGENT}é`],
    ["agent", "not well-formed", `${AGENT}\ud800`],
    ["agent", "a list", [AGENT]],
  ])("counts %s as absent if it is %s", (field, _, value) => {
    const { receipts, unusable } = parse({
      ...businessMessages("placeholders"),
      [field]: value,
    });
    expect(receipts).toHaveLength(1);
    expect(receipts[0]).not.toHaveProperty(field);
    expect(unusable).toEqual([]);
  });

  it.each([
    ["customAgentId", "é".repeat(1024)],
    ["requestId", "é".repeat(1024)],
    ["agent", `brands/B/agents/${"a".repeat(1008)}`],
  ])("carries a long %s along", (field, value) => {
    const payload = { ...businessMessages("placeholders"), [field]: value };
    expect(parse(payload).receipts[0]).toHaveProperty(field, value);
  });

  it.each([undefined, null, 7])(
    "trusts the message's name if conversationId is %j",
    (conversationId) => {
      const payload = { ...businessMessages("delivered"), conversationId };
      const { receipts, unusable } = parse(payload);
      expect(receipts[0]?.conversation).toBe(CONVERSATION);
      expect(unusable).toEqual([]);
    },
  );

  it("drops fields that it does not know", () => {
    const payload = { ...businessMessages("delivered"), newField: "x" };
    expect(parse(payload).receipts[0]).not.toHaveProperty("newField");
  });
});
