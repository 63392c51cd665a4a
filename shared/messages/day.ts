import {
  MICROS_PER_DAY,
  parseTimestamp,
  type Micros,
} from "../runtime/timestamp.ts";

/** Whole days since 1970-01-01, in UTC. */
export type Day = number;

/** The day that a time is in. */
export function toDay(time: Micros): Day {
  return Math.floor(time / MICROS_PER_DAY);
}

/** Reads a day such as 2026-01-31; undefined if the text is none. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const midnight = parseTimestamp(`${text}T00:00:00Z`);
  return midnight === undefined ? undefined : toDay(midnight);
}

/** Writes a day as `parseDay` reads it. */
export function formatDay(day: Day): string {
  return new Date((day * MICROS_PER_DAY) / 1000).toISOString().slice(0, 10);
}
