import { createBarChart } from "./bar-chart.ts";
import { formatRate, formatSeconds } from "../../../shared/stats/format.ts";
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
  const numbers = [...labels, "Read rate, at least"].map((label) => {
    const number = create("dd", { "data-figure": label }, "0");
    byId("funnel-numbers").append(
      create("div", {}, create("dt", {}, label), number),
    );
    return number;
  });
  let latest: { tally: Tally; deadLetters: number } | undefined;

  function paint(): void {
    if (!latest) return;
    const { tally, deadLetters } = latest;
    latest = undefined;
    const stages = STAGES.map((stage) => tally.stages.get(stage) ?? 0);
    const counts = [...stages, deadLetters];
    const [delivered = 0, read = 0] = stages;
    const rate = formatRate(delivered === 0 ? null : read / delivered);
    [...counts, rate].forEach((figure, i) => {
      const number = numbers[i];
      if (number) write(number, String(figure));
    });
    const known = tally.buckets.reduce((sum, count) => sum + count, 0);
    write(byId("times-count"), String(known));
    write(byId("times-median"), formatSeconds(tally.medianSecondsToRead()));
    funnel.show(counts);
    times.show(tally.buckets);
  }

  return {
    /** Paints several times a second at most. */
    render(tally: Tally, deadLetters: number): void {
      if (!latest) setTimeout(paint, PAUSE_MS);
      latest = { tally, deadLetters };
    },
  };
}
