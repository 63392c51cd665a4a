import { describe, expect, it } from "@jest/globals";
import {
  formatSpread,
  quantile,
  ratios,
  spreadOf,
} from "../../bench/statistics.ts";

describe("quantile", () => {
  it.each([
    [0.5, [3, 1, 2], 2],
    [0.5, [4, 1, 2, 3], 2.5],
    [0.25, [1, 2, 3, 4, 5], 2],
    [0.99, [7], 7],
    [0, [9, 8], 8],
    [1, [8, 9], 9],
  ])("is, for a share of %d of %j, %d", (share, values, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it("refuses to say anything of nothing", () => {
    expect(() => quantile([], 0.5)).toThrow("nothing");
  });

  it("leaves the values in their order", () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

it("a ratio is taken within each round, so that a slow round does not count", () => {
  const slowThirdRound = [10, 10, 100];
  expect(spreadOf(ratios([20, 20, 200], slowThirdRound))).toEqual({
    median: 2,
    low: 2,
    high: 2,
    runs: 3,
  });
});

it("refuses ratios of runs that don't belong together", () => {
  expect(() => ratios([1], [1, 2])).toThrow("Each round");
});

it("shows a median with its quartiles", () => {
  const spread = spreadOf([1000, 2000, 3000]);
  expect(formatSpread(spread, 0)).toBe("2,000 (1,500–2,500)");
  expect(formatSpread(spreadOf([1.005]), 1)).toBe("1.0 (1.0–1.0)");
});
