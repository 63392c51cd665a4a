import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toDay, formatDay, parseDay } from "../../../shared/messages/day.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";

describe("a day", () => {
  it.each([
    [0, 0, "1970-01-01"],
    [MICROS_PER_DAY - 1, 0, "1970-01-01"],
    [MICROS_PER_DAY, 1, "1970-01-02"],
    [1_767_225_600_000_000, 20_454, "2026-01-01"],
  ])("has the time %i in it: %i, %s", (time, day, text) => {
    expect(toDay(time)).toBe(day);
    expect(formatDay(day)).toBe(text);
  });

  it("is read as it is written", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (day) => {
        expect(parseDay(formatDay(day))).toBe(day);
      }),
    );
  });

  it.each([
    "",
    "today",
    "2026-02-30",
    "2026-13-01",
    "2026-1-1",
    "2026-01-01T00:00:00Z",
    "1969-12-31",
    "20454",
  ])("is not %j", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});
