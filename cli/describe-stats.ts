import type { Stats, StatsRow, StatsReport } from "../shared/stats/report.ts";
import { formatRate, formatSeconds } from "../shared/stats/format.ts";
import { toTable } from "./dead-letters/table.ts";

const BAR_WIDTH = 10;

const LABELS = { CHANNEL: "(all agents)", NO_AGENT: "(no agent named)" };

/** The figures as a table, with a bar for what was read, and what they leave open. */
export function describeStats(
  { from, to, rows, total, notes }: StatsReport,
  where: string,
): string[] {
  const cells = [
    ...rows.map((line) => [
      formatLabel(line),
      line.channel ?? "–",
      ...formatCells(line),
    ]),
    ["total", "", ...formatCells(total)],
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
    ...toTable(heading, alignNumbers(heading, cells)),
    "",
    ...notes,
  ];
}

function formatLabel({ scope, agent }: StatsRow): string {
  return scope === "AGENT" ? (agent ?? "") : LABELS[scope];
}

function formatCells(figures: Stats): string[] {
  const { delivered, read, readRate, expired, agentReads } = figures;
  const count = (number: number) => number.toLocaleString("en-US");
  return [
    count(delivered),
    count(read),
    formatRate(readRate),
    formatBar(readRate ?? 0),
    count(expired),
    count(agentReads.sent),
    count(agentReads.failed),
    formatSeconds(figures.medianSecondsToRead),
  ];
}

/** Full only if all was read, and empty only if nothing was. */
function formatBar(share: number): string {
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
