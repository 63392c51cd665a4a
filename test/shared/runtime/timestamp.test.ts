import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseTimestamp } from "../../../shared/runtime/timestamp.ts";
import { unicodeText } from "../../support/unicode-text.ts";

const NINE_THIRTY = 1_769_851_800_000_000; // 2026-01-31T09:30:00Z
const LEAP_DAY = 1_709_164_800_000_000; // 2024-02-29T00:00:00Z

describe("parseTimestamp", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["2026-01-31T09:30:00Z", NINE_THIRTY],
    ["2026-01-31t09:30:00z", NINE_THIRTY],
    ["2026-01-31T11:30:00+02:00", NINE_THIRTY],
    ["2026-01-31T04:00:00-05:30", NINE_THIRTY],
    ["2026-02-01T00:29:00+14:59", NINE_THIRTY],
    ["2026-02-01T09:29:00+23:59", NINE_THIRTY],
    ["2026-01-31T09:30:00-00:00", NINE_THIRTY],
    ["2026-01-31T09:29:60Z", NINE_THIRTY],
    ["2016-12-31T23:59:60Z", 1_483_228_800_000_000],
    ["2024-02-29T00:00:00Z", LEAP_DAY],
    ["2000-02-29T00:00:00Z", 951_782_400_000_000],
    ["1969-12-31T23:00:00-01:00", 0],
    ["2255-06-05T23:47:34.740991Z", Number.MAX_SAFE_INTEGER],
  ])("reads %s as %d", (text, micros) => {
    expect(parseTimestamp(text)).toBe(micros);
  });

  it.each([
    ["1", 100_000],
    ["12", 120_000],
    ["123", 123_000],
    ["1234", 123_400],
    ["12345", 123_450],
    ["123456", 123_456],
    ["1234567", 123_456],
    ["12345678", 123_456],
    ["123456789", 123_456],
    ["000000999", 0],
    ["999999999", 999_999],
    ["08", 80_000],
  ])("cuts the fraction .%s to %d microseconds", (fraction, micros) => {
    const text = `2026-01-31T09:30:00.${fraction}Z`;
    expect(parseTimestamp(text)).toBe(NINE_THIRTY + micros);
  });

  it.each([
    ["a day that February lacks", "2026-02-29T00:00:00Z"],
    ["the leap day of a century", "2100-02-29T00:00:00Z"],
    ["the 31st of April", "2026-04-31T00:00:00Z"],
    ["day 0", "2026-01-00T00:00:00Z"],
    ["day 32", "2026-01-32T00:00:00Z"],
    ["month 0", "2026-00-01T00:00:00Z"],
    ["month 13", "2026-13-01T00:00:00Z"],
    ["hour 24", "2026-01-31T24:00:00Z"],
    ["minute 60", "2026-01-31T09:60:00Z"],
    ["second 61", "2026-01-31T09:30:61Z"],
    ["an offset of 24 hours", "2026-01-31T09:30:00+24:00"],
    ["an offset of 60 minutes", "2026-01-31T09:30:00+00:60"],
    ["an offset without minutes", "2026-01-31T09:30:00+02"],
    ["an offset without a colon", "2026-01-31T09:30:00+0200"],
    ["no offset", "2026-01-31T09:30:00"],
    ["no seconds", "2026-01-31T09:30Z"],
    ["no time", "2026-01-31"],
    ["a space for the T", "2026-01-31 09:30:00Z"],
    ["an empty fraction", "2026-01-31T09:30:00.Z"],
    ["ten fractional digits", "2026-01-31T09:30:00.1234567890Z"],
    ["a comma in the fraction", "2026-01-31T09:30:00,5Z"],
    ["a line break at the end", "2026-01-31T09:30:00Z\n"],
    ["a space before it", " 2026-01-31T09:30:00Z"],
    ["digits that are not ASCII", "२०२६-01-31T09:30:00Z"],
    ["a year of five digits", "12026-01-31T09:30:00Z"],
    ["a time before 1970", "1969-12-31T23:59:59.999999Z"],
    ["a time before 1970 by its offset", "1970-01-01T00:00:00+00:01"],
    ["a time too late to be exact", "2255-06-05T23:47:34.740992Z"],
    ["a placeholder", "RECEIPT_CREATE_TIME"],
    ["nothing", ""],
  ])("refuses %s", (_, text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it("gives a safe integer or nothing for any text at all", () => {
    const digits = fc.stringMatching(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
    );
    fc.assert(
      fc.property(fc.oneof(unicodeText(), digits), (text) => {
        const micros = parseTimestamp(text) ?? 0;
        expect(Number.isSafeInteger(micros) && micros >= 0).toBe(true);
      }),
    );
  });

  it("agrees with Date on every time that it accepts", () => {
    const from = new Date(0);
    const to = new Date("2255-01-01T00:00:00Z");
    fc.assert(
      fc.property(fc.date({ min: from, max: to, noInvalidDate: true }), (d) => {
        expect(parseTimestamp(d.toISOString())).toBe(d.getTime() * 1000);
      }),
    );
  });
});
