import { readFileSync } from "node:fs";
import { writeTables } from "../../scripts/write-tables.ts";
import { scaleTables } from "./tables.ts";

/** Calculates docs/capacity.md's tables anew from what docs/cost.md holds as measured. */
export function writeScale(): Promise<void> {
  const tables = scaleTables(readFileSync("docs/cost.md", "utf8"));
  return writeTables("docs/capacity.md", tables);
}
