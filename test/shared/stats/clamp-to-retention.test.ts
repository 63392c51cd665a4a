import { describe, expect, it } from "@jest/globals";
import {
  clampToRetention,
  OutsideRetentionError,
} from "../../../shared/stats/clamp-to-retention.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";

const RETENTION = 10 * MICROS_PER_DAY;
const NOW = 110 * MICROS_PER_DAY + 1; // some time on day 110

describe("the part of a period that is kept", () => {
  it.each([
    ["all of it, if it begins after the retention's first whole day", 101, 105],
    ["all of it, if it is still to come", 120, 121],
  ])("is %s", (_, from, to) => {
    expect(clampToRetention({ from, to }, NOW, RETENTION)).toEqual({
      period: { from, to },
    });
  });

  it("begins with the first day of which nothing has expired", () => {
    // On day 100 messages of the first microsecond have expired.
    const { period, note } = clampToRetention(
      { from: 90, to: 105 },
      NOW,
      RETENTION,
    );
    expect(period).toEqual({ from: 101, to: 105 });
    expect(note).toBe(
      "Nothing before 1970-04-12 is counted: state is kept for 10 days.",
    );
  });

  it("is nothing of a period that is older", () => {
    expect(() =>
      clampToRetention({ from: 90, to: 100 }, NOW, RETENTION),
    ).toThrow(OutsideRetentionError);
  });
});
