import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { scaleTables } from "../../bench/capacity/tables.ts";

const document = readFileSync("docs/capacity.md", "utf8");
const tables = scaleTables(readFileSync("docs/cost.md", "utf8"));

/** Without what prettier puts in to align a table. */
const bare = (text: string) =>
  text
    .split("\n")
    .map((line) => line.replace(/\s*\|\s*/g, "|").replace(/-{3,}/g, "---"))
    .filter((line) => line !== "")
    .join("\n");

it.each(Object.entries(tables))(
  "the figures follow from what docs/cost.md holds as measured: %s (npm run capacity)",
  (name, text) => {
    const [, rest = ""] = document.split(`<!-- ${name} -->`);
    const [written = ""] = rest.split(`<!-- end of ${name} -->`);
    expect(bare(written)).toBe(bare(text));
  },
);
