import { ConfigurationError } from "../shared/runtime/configuration.ts";
import { UserError } from "../shared/runtime/user-error.ts";

/** What to print of an error: a sentence for what the user can repair, a stack for our own faults. */
export function explain(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken: end what runs there, or name another with --port.`;
  }
  if (code === "EACCES") {
    return `Port ${port} may not be opened by this user: name another with --port.`;
  }
  const isExpected =
    error instanceof ConfigurationError ||
    error instanceof UserError ||
    error.name === "EmulatorsError";
  return isExpected ? error.message : (error.stack ?? error.message);
}
