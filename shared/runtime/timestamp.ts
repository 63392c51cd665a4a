/** Microseconds since 1970-01-01T00:00:00Z: an integer that JavaScript and Firestore both hold exactly. */
export type Micros = number;

export const MICROS_PER_DAY: Micros = 86_400_000_000;

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?([Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Reads an RFC 3339 timestamp with 0 to 9 fractional digits; digits beyond microseconds are cut off.
 * Returns undefined for anything else, for days that no calendar has, and for times before 1970 or
 * beyond what a double holds exactly in microseconds (the year 2255).
 */
export function parseTimestamp(text: string): Micros | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  if (
    date.getUTCFullYear() !== Number(year) ||
    date.getUTCMonth() + 1 !== Number(month) ||
    date.getUTCDate() !== Number(day)
  ) {
    return undefined;
  }
  // RFC 3339 knows leap seconds (":60"); they count as the first second of the next minute.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
    return undefined;
  }
  const offsetMinutes = readOffset(match);
  if (offsetMinutes === undefined) return undefined;
  const seconds =
    midnight / 1000 +
    Number(hour) * 3600 +
    (Number(minute) - offsetMinutes) * 60 +
    Number(second);
  const micros =
    seconds * 1_000_000 + Number((fraction ?? "").padEnd(6, "0").slice(0, 6));
  return micros >= 0 && Number.isSafeInteger(micros) ? micros : undefined;
}

function readOffset(match: RegExpExecArray): number | undefined {
  const [, , , , , , , , , sign, hours, minutes] = match;
  if (sign === undefined) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -offset : offset;
}

/** Writes a time as RFC 3339 in UTC with six fractional digits. */
export function formatTimestamp(micros: Micros): string {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(micros - seconds * 1_000_000).padStart(6, "0");
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}

/** The time now. */
export function now(): Micros {
  return Date.now() * 1000;
}
