import { isNativeError } from "node:util/types";
import { traceFields } from "./trace.ts";

export type Severity = "INFO" | "WARNING" | "ERROR";
export type Fields = Record<string, string | number | boolean | undefined> & {
  severity?: never;
  message?: never;
  time?: never;
  error?: never;
};

/** Writes one line for one decision. `message` is a constant sentence; what varies goes into the fields. */
export type Log = (
  severity: Severity,
  message: string,
  fields?: Fields,
  error?: unknown,
) => void;

/**
 * A log of one JSON object a line, which Cloud Logging reads as structured
 * (Cloud Logging, "Structured logging"): `severity`, `message`, `time`, then the fields, and the trace that the
 * line belongs to.
 */
export function createLog(write: (line: string) => void = writeToStdout): Log {
  return (severity, message, fields, error) => {
    const time = new Date().toISOString();
    const errorField = error === undefined ? {} : { error: describe(error) };
    const trace = traceFields();
    const line = {
      severity,
      message,
      time,
      ...fields,
      ...trace,
      ...errorField,
    };
    write(JSON.stringify(line) + "\n");
  };
}

const MAX_CAUSES = 5; // a chain of causes may be a circle

/** Stacks only: the other properties of an HTTP client's error hold headers, and so tokens. */
function describe(error: unknown, causes = 0): string {
  // A DOMException is only the one, an error of another realm only the other.
  if (!(error instanceof Error || isNativeError(error))) {
    return `A thrown ${typeof error}.`;
  }
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined || causes === MAX_CAUSES
    ? stack
    : `${stack}\nCaused by: ${describe(error.cause, causes + 1)}`;
}

function writeToStdout(line: string): void {
  process.stdout.write(line);
}
