import { parseJson } from "../../shared/runtime/json.ts";
import { PHONE_NUMBER } from "../support/secrets.ts";
import { MARK, PHONE_DIGITS } from "./constants.ts";
import { must } from "./find.ts";

/** What was printed must be log lines, and hold no secret, no user's text and no phone number. */
export function checkOutput(output: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    must(!output.includes(secret), "A log line holds a secret.", output);
  }
  must(!output.includes(MARK), "A log line holds a user's text.", output);
  const hasPhone = PHONE_NUMBER.test(output) || output.includes(PHONE_DIGITS);
  must(!hasPhone, "A log line holds a phone number.", output);
  if (output === "") return;
  must(output.endsWith("\n"), "A log line does not end.", output);
  for (const line of output.slice(0, -1).split("\n")) {
    const entry = parseJson(line) as Record<string, unknown> | undefined;
    must(
      typeof entry?.severity === "string" && typeof entry.message === "string",
      "What was printed is not a log line in JSON.",
      output,
    );
  }
}
