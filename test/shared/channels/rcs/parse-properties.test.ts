import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parsePayload } from "../../../../shared/channels/rcs/parse.ts";
import { parseMessageName } from "../../../../shared/channels/rcs/message-name.ts";
import { ReceiptEvent } from "../../../../shared/events/receipt-event.ts";
import { inEnvelope } from "../../../support/fixtures.ts";
import { unicodeText } from "../../../support/unicode-text.ts";

const anyText = unicodeText();
const noText = fc.jsonValue({ maxDepth: 2 });
const anyOf = (...values: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.oneof(anyText, noText) },
  );
const anyTime = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  anyText,
  noText,
);
const anyEvent = fc.record(
  {
    agentId: anyOf("A", "B"),
    senderPhoneNumber: anyOf("+15551234567"),
    phoneNumber: anyOf("+15557654321"),
    messageId: anyOf("M", ".."),
    eventType: anyOf(
      "DELIVERED",
      "READ",
      "TTL_EXPIRATION_REVOKED",
      "TTL_EXPIRATION_REVOKE_FAILED",
      "IS_TYPING",
      "EXPIRED",
    ),
    eventId: anyOf("E"),
    sendTime: anyTime,
    text: noText,
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.oneof(anyEvent, fc.jsonValue()), anyTime)
      .map(([event, publishTime]) => {
        const { message } = inEnvelope(event);
        return { message: { ...(message as object), publishTime } };
      }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const numRuns = 500;

function parse(body: unknown) {
  return parsePayload(body, Buffer.from(JSON.stringify(body)), 0);
}

describe("parsePayload, of any JSON at all,", () => {
  it("finds exactly one thing, so that nothing vanishes and nothing is told twice", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const { receipts, unusable, userEventKind } = parse(body);
        const found = [...receipts, ...unusable, userEventKind ?? []].flat();
        expect(found).toHaveLength(1);
      }),
      { numRuns },
    );
  });

  it("makes events that keep to their contract, of messages with safe names", () => {
    let count = 0;
    fc.assert(
      fc.property(anyBody, (body) => {
        for (const receipt of parse(body).receipts) {
          count += 1;
          expect(ReceiptEvent.parse(receipt)).toEqual(receipt);
          const { message, conversation } = receipt;
          expect(parseMessageName(message)).toEqual({ message, conversation });
        }
      }),
      { numRuns },
    );
    expect(count).toBeGreaterThan(0);
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

  it("is not moved by anything but the data and its time of publishing", () => {
    const attributes = fc.dictionary(anyText, anyText);
    fc.assert(
      fc.property(anyEvent, attributes, anyText, (event, more, text) => {
        const body = inEnvelope(event);
        const message = body.message as object;
        const changed = {
          message: { ...message, attributes: more, messageId: text },
          subscription: text,
        };
        const rawBody = Buffer.from("");
        expect(parsePayload(changed, rawBody, 0)).toEqual(
          parsePayload(body, rawBody, 0),
        );
      }),
      { numRuns },
    );
  });
});
