import { UserError } from "../../shared/runtime/user-error.ts";
import { escapeControlCharacters } from "./escape-control-characters.ts";

export function deadLettersNotFound(ids: readonly string[]): UserError {
  const names = ids.map(escapeControlCharacters).join(", ");
  return new UserError(
    `No such dead letter: ${names}. It may be gone already, or somebody else is looking at it now: "receipts dead-letters list" shows what is there.`,
  );
}
