import {
  createLog,
  type Fields,
  type Log,
  type Severity,
} from "../../shared/runtime/log.ts";
import { keepLine } from "./keep-line.ts";

export interface LogLine {
  readonly severity: Severity;
  readonly message: string;
  readonly fields: Fields;
  readonly error: unknown;
}

/** A log that keeps its lines for a test to look at; as they would be written, they are searched for secrets at the end. */
export function createKeptLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = createLog((line) => keepLine(line));
  const log: Log = (severity, message, fields = {}, error) => {
    write(severity, message, fields, error);
    lines.push({ severity, message, fields, error });
  };
  return { log, lines };
}
