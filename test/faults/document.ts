import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { replaceMarked } from "./markers.ts";

const DOCUMENT = "docs/reliability.md";

/** Puts tables into docs/reliability.md, each between its markers. */
export async function writeTables(
  tables: Readonly<Record<string, string>>,
): Promise<void> {
  let document = readFileSync(DOCUMENT, "utf8");
  for (const [name, text] of Object.entries(tables)) {
    document = replaceMarked(document, name, text);
  }
  writeFileSync(DOCUMENT, await format(document, { parser: "markdown" }));
  console.log(`${DOCUMENT} is written.`);
}
