import type { DatabaseSync } from "node:sqlite";
import {
  formatTimestamp,
  parseTimestamp,
} from "../../../shared/runtime/timestamp.ts";

// The views are GoogleSQL. SQLite runs them as they stand, but for the expressions and functions below. Times are
// texts in UTC with six digits, which sort as times do.

const EXPRESSIONS: [googleSql: RegExp, sqlite: string][] = [
  [/\br'/g, "'"],
  [/SAFE_CAST\((.+) AS TIMESTAMP\)/g, "SAFE_TIMESTAMP($1)"],
  [/EXTRACT\(HOUR FROM (\w+) AT TIME ZONE 'UTC'\)/g, "HOUR_IN_UTC($1)"],
];

type Value = string | number | null;

const FUNCTIONS: Record<string, (...args: [string, string, string]) => Value> =
  {
    DATE: (time, zone) => (zone === "UTC" ? time.slice(0, 10) : null),
    HOUR_IN_UTC: (time) => Number(time.slice(11, 13)),
    REGEXP_CONTAINS: (text, pattern) => Number(new RegExp(pattern).test(text)),
    REGEXP_EXTRACT: (text, pattern) => RegExp(pattern).exec(text)?.[1] ?? null,
    REGEXP_REPLACE: (text, pattern, replacement) =>
      text.replace(new RegExp(pattern, "g"), replacement.replace("\\", "$")),
    SAFE_TIMESTAMP: (text) => toBigQueryTime(text),
    UNIX_MICROS: (time) => parseTimestamp(time) ?? null,
  };

/** The same query for SQLite. */
export function toSqlite(googleSql: string): string {
  return EXPRESSIONS.reduce(
    (sql, [expression, sqlite]) => sql.replaceAll(expression, sqlite),
    googleSql,
  );
}

/** Gives a database the functions of GoogleSQL: as there, they make null of null. */
export function addFunctions(database: DatabaseSync): void {
  for (const [name, compute] of Object.entries(FUNCTIONS)) {
    database.function(name, { varargs: true }, (...args) =>
      args.includes(null)
        ? null
        : compute(...(args as [string, string, string])),
    );
  }
}

/** A time as BigQuery reads it, which knows microseconds; null for what it refuses. */
export function toBigQueryTime(text: string): string | null {
  const time = parseTimestamp(text);
  const isTooFine = /\.\d{7}/.test(text);
  return time === undefined || isTooFine ? null : formatTimestamp(time);
}
