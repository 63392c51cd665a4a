import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/rcs/parse.ts";
import { parseTimestamp } from "../../../../shared/runtime/timestamp.ts";
import { inEnvelope, rcs } from "../../../support/fixtures.ts";

const ARRIVAL_TEXT = "2026-03-02T11:00:00.000007Z";
const ARRIVAL = parseTimestamp(ARRIVAL_TEXT) ?? NaN;
const PUBLISHED = "2026-03-02T11:25:32.5+02:00";
const PUBLISHED_TEXT = "2026-03-02T09:25:32.500000Z";

/** The event of a documented receipt whose times are these. */
function eventOf(sendTime: unknown, publishTime: unknown = PUBLISHED) {
  const { message } = inEnvelope({ ...rcs("read"), sendTime });
  const body = { message: { ...(message as object), publishTime } };
  return parsePayload(body, Buffer.from(""), ARRIVAL).receipts[0];
}

describe("the time of a receipt", () => {
  it.each([
    ["2026-03-02T09:25:31Z", "2026-03-02T09:25:31.000000Z"],
    ["2026-03-02T09:25:31.8Z", "2026-03-02T09:25:31.800000Z"],
    ["2026-03-02T09:25:31.804Z", "2026-03-02T09:25:31.804000Z"],
    ["2026-03-02T09:25:31.804123Z", "2026-03-02T09:25:31.804123Z"],
    ["2026-03-02T09:25:31.804123456Z", "2026-03-02T09:25:31.804123Z"],
    ["2026-03-02T09:25:31.804123999Z", "2026-03-02T09:25:31.804123Z"],
    ["2026-03-02T11:25:31.804+02:00", "2026-03-02T09:25:31.804000Z"],
    ["2026-03-01T23:55:31-09:30", "2026-03-02T09:25:31.000000Z"],
  ])("is the event's own, in UTC and microseconds: %s", (sendTime, time) => {
    expect(eventOf(sendTime)).toMatchObject({ time, timeSource: "RECEIPT" });
  });

  it.each([
    ["missing", undefined],
    ["empty", ""],
    ["a number", 1_772_443_531],
    ["null", null],
    ["without an offset", "2026-03-02T09:25:31"],
    ["of ten digits", "2026-03-02T09:25:31.0123456789Z"],
    ["a day that no calendar has", "2026-02-30T00:00:00Z"],
    ["endless", "2026-03-02T09:25:31Z".padEnd(2000, "0")],
  ])(
    "is the envelope's if the event's is %s, else that of the arrival",
    (_, bad) => {
      expect(eventOf(bad)).toMatchObject({
        time: PUBLISHED_TEXT,
        timeSource: "PAYLOAD",
      });
      expect(eventOf(bad, bad ?? null)).toMatchObject({
        time: ARRIVAL_TEXT,
        timeSource: "ARRIVAL",
      });
    },
  );

  it("comes with the time of arrival, whatever it is itself", () => {
    for (const sendTime of ["2026-03-02T09:25:31Z", undefined]) {
      expect(eventOf(sendTime)?.arrivalTime).toBe(ARRIVAL_TEXT);
    }
  });

  it("is the envelope's for the documented READ, which has none", () => {
    const { receipts } = parsePayload(
      inEnvelope(rcs("read")),
      Buffer.from(""),
      ARRIVAL,
    );
    expect(receipts).toEqual([
      expect.objectContaining({
        time: PUBLISHED_TEXT,
        timeSource: "PAYLOAD",
      }),
    ]);
  });
});
