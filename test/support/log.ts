import type { Fields, Log, Severity } from "../../shared/log.ts";

export interface LogLine {
  readonly severity: Severity;
  readonly message: string;
  readonly fields: Fields;
  readonly error: unknown;
}

/** A log that keeps its lines for a test to look at. */
export function createKeptLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log: Log = (severity, message, fields = {}, error) => {
    lines.push({ severity, message, fields, error });
  };
  return { log, lines };
}
