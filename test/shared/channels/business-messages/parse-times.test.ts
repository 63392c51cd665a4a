import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";
import { parseTimestamp } from "../../../../shared/runtime/timestamp.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const ARRIVAL_TEXT = "2024-05-14T09:30:00.000007Z";
const ARRIVAL = parseTimestamp(ARRIVAL_TEXT) ?? NaN;
const GOOD = "2024-05-14T11:26:53.5+02:00";
const GOOD_TEXT = "2024-05-14T09:26:53.500000Z";

/** The event of a documented receipt whose times are these. */
function eventOf(createTime: unknown, sendTime: unknown) {
  const payload = businessMessages("delivered");
  const receipts = { ...(payload.receipts as object), createTime };
  const body = { ...payload, receipts, sendTime };
  const { receipts: events } = parsePayload(body, Buffer.from(""), ARRIVAL);
  return events[0];
}

describe("the time of a receipt", () => {
  it("is the receipt's own, cut to microseconds and in UTC", () => {
    const event = eventOf("2024-05-14T11:26:53.589793653+02:00", GOOD);
    expect(event?.time).toBe("2024-05-14T09:26:53.589793Z");
    expect(event?.timeSource).toBe("RECEIPT");
  });

  it.each([
    ["missing", undefined],
    ["a placeholder", "RECEIPT_CREATE_TIME"],
    ["empty", ""],
    ["a number", 1_715_678_813],
    ["null", null],
    ["a day that no calendar has", "2024-02-30T00:00:00Z"],
    ["endless", "2024-05-14T09:26:53Z".padEnd(2000, "0")],
  ])(
    "is the payload's if the receipt's is %s, else that of the arrival",
    (_, bad) => {
      expect(eventOf(bad, GOOD)).toMatchObject({
        time: GOOD_TEXT,
        timeSource: "PAYLOAD",
      });
      expect(eventOf(bad, bad)).toMatchObject({
        time: ARRIVAL_TEXT,
        timeSource: "ARRIVAL",
      });
    },
  );

  it("comes with the time of arrival, whatever it is itself", () => {
    expect(eventOf(GOOD, GOOD)?.arrivalTime).toBe(ARRIVAL_TEXT);
    expect(eventOf("", "")?.arrivalTime).toBe(ARRIVAL_TEXT);
  });

  it("is that of the arrival for the platform's own test payload", () => {
    const payload = businessMessages("placeholders");
    const parsed = parsePayload(payload, Buffer.from(""), ARRIVAL);
    expect(parsed.unusable).toEqual([]);
    expect(parsed.receipts).toEqual([
      expect.objectContaining({
        message: "conversations/test-conversation/messages/test-message",
        receiptType: "READ",
        time: ARRIVAL_TEXT,
        timeSource: "ARRIVAL",
      }),
    ]);
  });
});
