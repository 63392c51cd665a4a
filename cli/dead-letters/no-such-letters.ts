import { UserError } from "../../shared/user-error.ts";
import { printable } from "./printable.ts";

export function noSuchLetters(ids: readonly string[]): UserError {
  const names = ids.map(printable).join(", ");
  return new UserError(
    `No such dead letter: ${names}. It may be gone already, or somebody else is looking at it now: "receipts dead-letters list" shows what is there.`,
  );
}
