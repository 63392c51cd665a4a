import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A documented payload of Business Messages, fresh at each call. */
export function businessMessages(name: string): Record<string, unknown> {
  const file = join("test/fixtures/business-messages", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}
