import { parseJson } from "../../shared/json.ts";
import { must } from "./find.ts";
import { MARK } from "./constants.ts";

/** What was printed must be log lines, and hold no secret and no user's text. */
export function checkOutput(output: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    must(!output.includes(secret), "A log line holds a secret.", output);
  }
  must(!output.includes(MARK), "A log line holds a user's text.", output);
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
