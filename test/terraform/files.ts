import { globSync, readFileSync } from "node:fs";

/** The text of a file in terraform/. */
export const read = (path: string): string =>
  readFileSync(`terraform/${path}`, "utf8");

/** The texts of the files in terraform/ that match a pattern, joined. */
export const readAll = (pattern: string): string =>
  globSync(`terraform/${pattern}`)
    .sort()
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");

/** The text of the files that declare alerts. */
export const alerts = readAll("alerts-on-*.tf");

/** What a pattern's first group captures, once for each match. */
export const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");

/** The names in a list of quoted strings that an assignment begins. */
export function listOf(text: string, name: string): string[] {
  const [, list = ""] =
    new RegExp(`\\b${name} += (?:concat\\(\\s*)?\\[([^\\]]*)\\]`).exec(text) ??
    [];
  return all(list, /"([^"]+)"/g);
}
