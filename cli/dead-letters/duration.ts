import type { Micros } from "../../shared/runtime/timestamp.ts";

const UNITS: readonly (readonly [unit: string, micros: Micros])[] = [
  ["d", 86_400_000_000],
  ["h", 3_600_000_000],
  ["m", 60_000_000],
  ["s", 1_000_000],
];

/** Reads a length of time such as 90s, 15m, 2h or 3d; undefined if it is none. */
export function parseDuration(text: string): Micros | undefined {
  const [, digits = "", letter = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const [, micros] = UNITS.find(([unit]) => unit === letter) ?? [];
  return micros && Number(digits) * micros;
}

/** The same in its largest whole unit; a time in the future counts as now. */
export function formatDuration(micros: Micros): string {
  const [unit, size] =
    UNITS.find(([, each]) => micros >= each) ?? (["s", 1_000_000] as const);
  return `${Math.max(0, Math.floor(micros / size))}${unit}`;
}
