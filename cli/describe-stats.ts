import type {
  Figures,
  StatsLine,
  StatsReport,
} from "../shared/stats/report.ts";
import { formatRate, formatSeconds } from "../shared/stats/format.ts";
import { toTable } from "./dead-letters/table.ts";

const BAR_WIDTH = 10;

const LABELS = { CHANNEL: "(all agents)", NO_AGENT: "(no agent named)" };

/** The figures as a table, with a bar for what was read, and what they leave open. */
export function describeStats(
  { from, to, lines, total, notes }: StatsReport,
  where: string,
): string[] {
  const rows = [
    ...lines.map((line) => [
      labelOf(line),
      line.channel ?? "–",
      ...cellsOf(line),
    ]),
    ["total", "", ...cellsOf(total)],
  ];
  const heading = [
    "agent",
    "channel",
    "delivered",
    "read",
    "at least",
    "",
    "expired",
    "agent reads told",
    "failed",
    "median until read",
  ];
  return [
    `Messages from ${from} to ${to} (UTC), in ${where}`,
    "",
    ...toTable(heading, alignNumbers(heading, rows)),
    "",
    ...notes,
  ];
}

function labelOf({ of, agent }: StatsLine): string {
  return of === "AGENT" ? (agent ?? "") : LABELS[of];
}

function cellsOf(figures: Figures): string[] {
  const { delivered, read, readRate, expired, agentReads } = figures;
  const count = (number: number) => number.toLocaleString("en-US");
  return [
    count(delivered),
    count(read),
    formatRate(readRate),
    barOf(readRate ?? 0),
    count(expired),
    count(agentReads.sent),
    count(agentReads.failed),
    formatSeconds(figures.medianSecondsToRead),
  ];
}

/** Full only if all was read, and empty only if nothing was. */
function barOf(share: number): string {
  const some = share > 0 ? 1 : 0;
  const full = Math.max(some, Math.floor(share * BAR_WIDTH));
  return "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
}

/** All but the names are numbers: they end below each other. */
function alignNumbers(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[][] {
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row.map((cell, column) =>
      column < 2 ? cell : cell.padStart(widths[column] ?? 0),
    ),
  );
}
