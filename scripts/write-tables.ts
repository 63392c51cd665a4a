import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { replaceMarked } from "./replace-marked.ts";

/** Puts tables into a document in Markdown, each between its markers. */
export async function writeTables(
  path: string,
  tables: Readonly<Record<string, string>>,
): Promise<void> {
  let document = readFileSync(path, "utf8");
  for (const [name, text] of Object.entries(tables)) {
    document = replaceMarked(document, name, text);
  }
  writeFileSync(path, await format(document, { parser: "markdown" }));
  console.error(`${path} is written.`);
}
