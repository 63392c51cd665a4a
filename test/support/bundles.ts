import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** Builds and warms up the functions as they are deployed, below the packages of this checkout; returns the folder. */
export async function buildBundles(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "receipts-bundles-"));
  await promisify(execFile)(process.execPath, ["scripts/build.ts", folder]);
  const names = readdirSync(folder);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  for (const name of names) {
    await promisify(execFile)(process.execPath, [
      join(folder, name, "warm-up.cjs"),
    ]);
  }
  return folder;
}
