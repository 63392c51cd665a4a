import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  formatTimestamp,
  now,
  parseTimestamp,
} from "../../../shared/runtime/timestamp.ts";

const anyTime = fc.oneof(
  fc.maxSafeNat(),
  // The ends of seconds, where a division that rounds would show.
  fc.nat({ max: 9_007_199_253 }).map((s) => s * 1_000_000 + 999_999),
);

describe("formatTimestamp", () => {
  it.each([
    [0, "1970-01-01T00:00:00.000000Z"],
    [1, "1970-01-01T00:00:00.000001Z"],
    [1_769_851_800_120_000, "2026-01-31T09:30:00.120000Z"],
    [Number.MAX_SAFE_INTEGER, "2255-06-05T23:47:34.740991Z"],
  ])("writes %d as %s", (micros, text) => {
    expect(formatTimestamp(micros)).toBe(text);
  });

  it("writes every time so that it is read back unchanged", () => {
    fc.assert(
      fc.property(anyTime, (micros) => {
        expect(parseTimestamp(formatTimestamp(micros))).toBe(micros);
      }),
    );
  });

  it("sorts as text the way the times sort", () => {
    fc.assert(
      fc.property(anyTime, anyTime, (a, b) => {
        expect(formatTimestamp(a) < formatTimestamp(b)).toBe(a < b);
      }),
    );
  });
});

describe("now", () => {
  it("is the clock's time in microseconds", () => {
    const before = Date.now();
    const micros = now();
    expect(micros).toBeGreaterThanOrEqual(before * 1000);
    expect(micros).toBeLessThanOrEqual(Date.now() * 1000);
  });
});
