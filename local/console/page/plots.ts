import { createBarChart } from "./bar-chart.ts";
import { byId, create, write } from "./element.ts";
import { BUCKETS, STAGES, type Tally } from "./tally.ts";

const LETTERS = "Dead letters";
const PAUSE_MS = 200; // between two paintings

/** The funnel, and how long users took to read. */
export function createPlots() {
  const labels = [...STAGES, LETTERS];
  const funnel = createBarChart("funnel-plot", labels, "x");
  const times = createBarChart(
    "times-plot",
    BUCKETS.map(([label]) => label),
    "y",
  );
  const numbers = labels.map((label) => {
    const number = create("dd", {}, "0");
    byId("funnel-numbers").append(
      create("div", {}, create("dt", {}, label), number),
    );
    return number;
  });
  let newest: { counts: number[]; buckets: number[] } | undefined;

  return {
    render(tally: Tally, deadLetters: number): void {
      const stages = STAGES.map((stage) => tally.stages.get(stage) ?? 0);
      const counts = [...stages, deadLetters];
      numbers.forEach((number, i) => write(number, String(counts[i])));
      const known = tally.buckets.reduce((sum, count) => sum + count, 0);
      write(byId("times-count"), String(known));
      if (!newest) {
        setTimeout(() => {
          funnel.show(newest?.counts ?? []);
          times.show(newest?.buckets ?? []);
          newest = undefined;
        }, PAUSE_MS);
      }
      newest = { counts, buckets: tally.buckets };
    },
  };
}
