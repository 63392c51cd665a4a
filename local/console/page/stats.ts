import type { Stats } from "../../../shared/stats/report.ts";
import type { StatsSnapshot } from "../../remote-console/stats.ts";
import { createBarChart } from "./bar-chart.ts";
import { timeOf } from "./cells.ts";
import { byId, create, write } from "./element.ts";
import { STAGES, type Stage } from "./tally.ts";

/** The headline figures of a deployed project, as they were counted there. */
export function createStats() {
  const plot = createBarChart("figures-plot", STAGES, "x");
  const place = byId("figures-numbers");
  return {
    render(figures: StatsSnapshot): void {
      const { from, to, rows, total, notes, countedTime } = figures;
      write(
        byId("figures-period"),
        `From ${from} to ${to} (days in UTC), counted at ${timeOf(countedTime)}.`,
      );
      plot.show(STAGES.map((stage) => stagesOf(total)[stage]));
      place.replaceChildren(
        ...createNumbers("All channels", total),
        ...rows.flatMap((line) => createNumbers(line.channel ?? "–", line)),
      );
      write(byId("figures-notes"), notes.join(" "));
    },
  };
}

function createNumbers(title: string, figures: Stats): HTMLElement[] {
  const numbers = new Intl.NumberFormat("en");
  const stages = stagesOf(figures);
  const entries = STAGES.map((stage) => {
    const number = create("dd", {}, numbers.format(stages[stage]));
    return create("div", {}, create("dt", {}, stage), number);
  });
  return [create("h3", {}, title), create("dl", {}, ...entries)];
}

function stagesOf(figures: Stats): Record<Stage, number> {
  const { delivered, read, expired, agentReads } = figures;
  return {
    Delivered: delivered,
    "Read, at least": read,
    "Delivered, read unknown": delivered - read,
    Expired: expired,
    "Agent read, user told": agentReads.sent,
    "Agent read, failed": agentReads.failed,
  };
}
