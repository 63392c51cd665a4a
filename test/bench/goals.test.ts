import { expect, it } from "@jest/globals";
import type { Outcome } from "../../bench/bench.ts";
import { BENCHES } from "../../bench/benches.ts";
import { GOALS, goalsTable } from "../../bench/goals.ts";
import { spreadOf } from "../../bench/statistics.ts";
import { BASELINE, OURS } from "../../bench/subjects.ts";

function outcome(baseline: number, ours: number): Outcome {
  const ratios = {
    [BASELINE]: spreadOf([baseline]),
    [OURS]: spreadOf([ours]),
  };
  return { table: { headings: [], rows: [] }, ratios };
}

it("says of each goal that was measured whether it is reached", () => {
  const outcomes = new Map([
    ["cold-start-webhook", outcome(3.7, 2)],
    ["warm-webhook-1", outcome(0.4, 0.449)],
  ]);
  const { rows } = goalsTable(outcomes);
  expect(rows.map(([, goal, , , reached]) => [goal, reached])).toEqual([
    ["≤ 2", "yes"],
    ["≥ 0.45", "no"],
  ]);
});

it.each(GOALS)("there is a bench for: $what", ({ bench }) => {
  expect(BENCHES.map(({ name }) => name)).toContain(bench);
});
