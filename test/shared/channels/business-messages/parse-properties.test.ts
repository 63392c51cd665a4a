import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";
import { ReceiptEvent } from "../../../../shared/events/receipt-event.ts";
import { unicodeText } from "../../../support/unicode-text.ts";

const anyText = unicodeText();
const noText = fc.jsonValue({ maxDepth: 2 });
const anyItem = fc.oneof(
  noText,
  fc.record(
    {
      message: fc.oneof(
        fc.constantFrom(
          "conversations/C/messages/M",
          "conversations/D/messages/M",
        ),
        anyText,
        noText,
      ),
      receiptType: fc.oneof(
        fc.constantFrom("READ", "DELIVERED", "EXPIRED"),
        noText,
      ),
    },
    { requiredKeys: [] },
  ),
);
const anyTime = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  anyText,
  noText,
);
const anyPayload = fc.record(
  {
    agent: fc.oneof(fc.constant("brands/B/agents/A"), anyText, noText),
    conversationId: fc.oneof(fc.constant("C"), anyText, noText),
    customAgentId: fc.oneof(anyText, noText),
    requestId: fc.oneof(anyText, noText),
    sendTime: anyTime,
    receipts: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record(
          {
            receipts: fc.array(anyItem, { minLength: 1 }),
            createTime: anyTime,
          },
          { requiredKeys: ["receipts"] },
        ),
      },
      { weight: 1, arbitrary: noText },
    ),
    message: noText,
    userStatus: noText,
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(anyPayload, fc.jsonValue());
const numRuns = 500;

function parse(body: unknown) {
  return parsePayload(body, Buffer.from(JSON.stringify(body)), 0);
}

describe("parsePayload, of any JSON at all,", () => {
  it("always finds something, so that nothing vanishes", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const { receipts, unusable, userEventKind } = parse(body);
        const found = [...receipts, ...unusable, userEventKind ?? []].flat();
        expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });

  it("makes an event or a dead letter of every receipt, and not both", () => {
    const items = fc.array(anyItem, { minLength: 1 });
    fc.assert(
      fc.property(anyPayload, items, (payload, list) => {
        const body = { ...payload, receipts: { receipts: list } };
        const { receipts, unusable } = parse(body);
        expect(receipts.length + unusable.length).toBe(list.length);
      }),
      { numRuns },
    );
  });

  it("makes events that keep to their contract", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        for (const receipt of parse(body).receipts) {
          expect(ReceiptEvent.parse(receipt)).toEqual(receipt);
        }
      }),
      { numRuns },
    );
  });

  it("keeps what can't be used so that it fails for the same reason if it is sent again", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        for (const { original, reason } of parse(body).unusable) {
          const again = parse(JSON.parse(original.toString()));
          expect(again.receipts).toEqual([]);
          expect(again.unusable.map((u) => u.reason)).toEqual([reason]);
        }
      }),
      { numRuns },
    );
  });
});
