import { expect, it } from "@jest/globals";
import {
  sumCounts,
  subtract,
  type Counts,
} from "../../../shared/stats/counts.ts";

function counts(delivered: number, read: number): Counts {
  return { ...sumCounts([]), delivered, read, readRate: read / delivered };
}

it("leaves nothing, rather than less, of a whole that was counted before its parts grew", () => {
  const rest = subtract(counts(3, 1), [counts(2, 1), counts(2, 1)]);
  expect(rest).toEqual(sumCounts([]));
});

it("has the rate of what is left, not what is left of the rates", () => {
  const rest = subtract(counts(10, 5), [counts(6, 2)]);
  expect(rest).toMatchObject({ delivered: 4, read: 3, readRate: 0.75 });
});
