import type { Period } from "./count-query.ts";
import { toDay, formatDay } from "../messages/day.ts";
import { MICROS_PER_DAY, type Micros } from "../runtime/timestamp.ts";

/** The period that was asked about is older than what is kept. */
export class OutsideRetentionError extends Error {
  override readonly name = "NothingKeptError";
}

/**
 * The part of a period that is kept whole, and a sentence if that is not all of it. Of older days some messages have
 * expired, and some of those are deleted already. Throws NothingKeptError if nothing is left.
 */
export function clampToRetention(
  { from, to }: Period,
  now: Micros,
  retentionMicros: Micros,
): { period: Period; note?: string } {
  const first = toDay(now - retentionMicros) + 1;
  if (from >= first) return { period: { from, to } };
  const days = retentionMicros / MICROS_PER_DAY;
  const note = `Nothing before ${formatDay(first)} is counted: state is kept for ${days} days.`;
  if (to < first) throw new OutsideRetentionError(note);
  return { period: { from: first, to }, note };
}
