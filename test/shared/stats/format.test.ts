import { describe, expect, it } from "@jest/globals";
import { formatRate, formatSeconds } from "../../../shared/stats/format.ts";

describe("a length of time", () => {
  it.each([
    [null, "–"],
    [0, "0 s"],
    [59.4, "59 s"],
    [59.5, "1 min 0 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h 0 min"],
    [93_784, "26 h 3 min"],
  ])("of %p seconds is %s", (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});

describe("a rate", () => {
  it.each([
    [null, "–"],
    [0, "0 %"],
    [2 / 3, "66 %"],
    [0.29, "29 %"],
    [0.57, "57 %"],
    [0.9999, "99 %"],
    [99_999_999 / 100_000_000, "99 %"],
    [1, "100 %"],
  ])("of %p is %s", (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });
});
