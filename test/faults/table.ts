import { markdownTable } from "../../scripts/markdown-table.ts";
import type { Memory } from "./memory.ts";
import { complaintsOf, type Outcome } from "./outcome.ts";

const HEADINGS = [
  "fault",
  "events sent",
  "answered 200",
  "stored",
  "dead letters",
  "lost",
  "wrong",
  "platform told twice",
  "told again, as designed",
  "time to recover (s)",
];

/** The outcomes as a table in Markdown. */
export function toTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((o) => [
    o.fault,
    ...[o.sent, o.taken, o.stored, o.deadLetters, o.lost, o.wrong],
    ...[o.tooOften, o.allowed, o.recoverySeconds.toFixed(1)],
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
  const { tooOften, allowed, recoverySeconds } = outcome;
  const mark = complaintsOf(outcome).length === 0 ? "ok  " : "FAIL";
  const counts = `${sent} sent, ${taken} answered 200, ${stored} stored, ${deadLetters} dead letters`;
  const faults = `${lost} lost, ${wrong} wrong, told twice ${tooOften} (again as designed ${allowed})`;
  return `${mark} ${name.padEnd(22)} ${counts}; ${faults}; recovered in ${recoverySeconds.toFixed(1)} s`;
}
