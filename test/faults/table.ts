import { markdownTable } from "../../scripts/markdown-table.ts";
import type { Memory } from "./memory.ts";
import { describeProblems, type Outcome } from "./outcome.ts";

const HEADINGS = [
  "fault",
  "events sent",
  "answered 200",
  "stored",
  "dead letters",
  "lost",
  "wrong",
  "duplicate read receipts",
  "expected duplicates",
  "time to recover (s)",
];

/** The outcomes as a table in Markdown. */
export function toTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((o) => [
    o.fault,
    ...[o.sent, o.taken, o.stored, o.deadLetters, o.lost, o.wrong],
    ...[
      o.duplicateReadReceipts,
      o.expectedDuplicates,
      o.recoverySeconds.toFixed(1),
    ],
  ]);
  return markdownTable(HEADINGS, rows);
}

export function toMemoryTable(memory: readonly Memory[]): string {
  const rows = memory.map((m) => [
    ...[m.name, m.minutes.toFixed(1), m.start, m.peak, m.end],
    m.isFlat === undefined ? "ran too shortly to say" : m.isFlat ? "yes" : "no",
  ]);
  const headings = ["process", "minutes", "start", "peak", "end", "flat"];
  return markdownTable(headings, rows);
}

/** One line for the terminal. */
export function toLine(outcome: Outcome): string {
  const { name, sent, taken, stored, deadLetters, lost, wrong } = outcome;
  const { duplicateReadReceipts, expectedDuplicates, recoverySeconds } =
    outcome;
  const mark = describeProblems(outcome).length === 0 ? "ok  " : "FAIL";
  const counts = `${sent} sent, ${taken} answered 200, ${stored} stored, ${deadLetters} dead letters`;
  const faults = `${lost} lost, ${wrong} wrong, ${duplicateReadReceipts} duplicate read receipts, ${expectedDuplicates} expected duplicates`;
  return `${mark} ${name.padEnd(22)} ${counts}; ${faults}; recovered in ${recoverySeconds.toFixed(1)} s`;
}
