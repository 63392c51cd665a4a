import { parseJson } from "../../shared/runtime/json.ts";
import type { KeptLine } from "./run-log.ts";
import { FORBIDDEN } from "./secrets.ts";

/** What a kept line holds that it must not, in a sentence that doesn't repeat it; undefined if it holds nothing of it. */
export function findLeak(kept: KeptLine): string | undefined {
  const { line, isShown, program, test } = kept;
  const found = FORBIDDEN.find(
    ({ isIn, evenShown }) => (evenShown || !isShown) && isIn(line),
  );
  if (!found) return undefined;
  const { message } = (parseJson(line) ?? {}) as { message?: unknown };
  const name =
    typeof message !== "string"
      ? "a line that is no entry of our log"
      : found.isIn(message)
        ? "a line, in its message"
        : `the line "${message}"`;
  return `${found.kind} in ${name}, of ${program}, in ${test}`;
}
