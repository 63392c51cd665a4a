import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/rcs/parse.ts";
import { ReceiptEvent } from "../../../../shared/events/receipt-event.ts";
import { parseTimestamp } from "../../../../shared/runtime/timestamp.ts";
import { inEnvelope, rcs } from "../../../support/fixtures.ts";

const AGENT = "growing-tree-bank";
const CONVERSATION = `agents/${AGENT}/phones/+15551234567`;
const ARRIVAL_TEXT = "2026-03-02T11:00:00.000000Z";
const ARRIVAL = parseTimestamp(ARRIVAL_TEXT) ?? NaN;

function parse(event: unknown) {
  return parsePayload(inEnvelope(event), Buffer.from("raw"), ARRIVAL);
}

describe("parsePayload", () => {
  it("makes an event of a receipt, with all that the platform tells of it", () => {
    expect(parse(rcs("delivered"))).toEqual({
      agent: AGENT,
      unusable: [],
      userEventKind: undefined,
      receipts: [
        {
          channel: "rcs",
          agent: AGENT,
          conversation: CONVERSATION,
          message: `${CONVERSATION}/messages/c9a8b1f0-0001`,
          receiptType: "DELIVERED",
          time: "2026-03-02T09:25:31.804000Z",
          timeSource: "RECEIPT",
          arrivalTime: ARRIVAL_TEXT,
          requestId: "0b1c9d6e-2f4a-4d0a-9a43-6a3f7f0f1a01",
        },
      ],
    });
  });

  it.each([
    ["delivered", "DELIVERED", "c9a8b1f0-0001"],
    ["read", "READ", "c9a8b1f0-0001"],
    ["revoked", "EXPIRED", "c9a8b1f0-0002"],
    ["revoke-failed", "REVOKE_FAILED", "c9a8b1f0-0002"],
  ])("takes the event %s for %s", (fixture, receiptType, id) => {
    const { agent, receipts, unusable, userEventKind } = parse(rcs(fixture));
    expect(receipts.map((r) => [r.receiptType, r.message])).toEqual([
      [receiptType, `${CONVERSATION}/messages/${id}`],
    ]);
    expect(ReceiptEvent.parse(receipts[0])).toEqual(receipts[0]);
    expect({ agent, unusable, userEventKind }).toEqual({
      agent: AGENT,
      unusable: [],
      userEventKind: undefined,
    });
  });

  it.each(["delivered", "read", "revoked", "revoke-failed"])(
    "reads the phone number of the event %s from either field",
    (fixture) => {
      const { phoneNumber, senderPhoneNumber, ...rest } = rcs(fixture);
      const phone = phoneNumber ?? senderPhoneNumber;
      for (const field of ["phoneNumber", "senderPhoneNumber"]) {
        const { receipts } = parse({ ...rest, [field]: phone });
        expect(receipts[0]?.conversation).toBe(CONVERSATION);
      }
    },
  );

  it.each([
    ["an event's id", "eventId", undefined],
    ["an event's id that is text", "eventId", 7],
    ["an event's id that can be carried along", "eventId", "x".repeat(1025)],
    ["an event's id that is well-formed", "eventId", "\ud800"],
  ])("makes an event without %s", (_, field, value) => {
    const [receipt] = parse({ ...rcs("delivered"), [field]: value }).receipts;
    expect(ReceiptEvent.safeParse(receipt).success).toBe(true);
    expect(receipt).not.toHaveProperty("requestId");
  });

  it("believes nothing of what only the envelope says, since it is not signed", () => {
    const envelope = inEnvelope(rcs("delivered"), {
      type: "agent_launch_event",
      business_id: "someone-else",
      message_type: "READ",
    });
    const { agent, receipts } = parsePayload(envelope, Buffer.from(""), 0);
    expect(agent).toBe(AGENT);
    expect(receipts[0]?.receiptType).toBe("DELIVERED");
  });

  it("drops fields that it does not know", () => {
    const event = { ...rcs("delivered"), newField: "x" };
    expect(parse(event).receipts[0]).not.toHaveProperty("newField");
  });
});
