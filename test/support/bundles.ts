import { execFile } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** Builds the three functions as they are deployed, below the packages of this checkout; returns the folder. */
export async function buildBundles(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "receipts-bundles-"));
  await promisify(execFile)(process.execPath, ["scripts/build.ts", folder]);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}
