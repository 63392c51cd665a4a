import { UserError } from "../shared/runtime/user-error.ts";

/** Ends the command with status 1: a sentence for what the user can repair, a stack for our own faults. */
export function fail(error: unknown): never {
  const isOurs = error instanceof Error && !(error instanceof UserError);
  console.error(isOurs ? error.stack : (error as Error).message);
  process.exit(1);
}
