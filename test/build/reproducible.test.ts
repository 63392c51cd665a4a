import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { run } from "../support/run.ts";

it("a second build has the same bytes, so that nothing is deployed again without a change", async () => {
  const first = await hashesOfBuild();
  expect(Object.keys(first)).toHaveLength(18);
  expect(await hashesOfBuild()).toEqual(first);
}, 150_000);

/** Builds into a new folder and hashes each of its files. */
async function hashesOfBuild(): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "build-"));
  expect((await run(["scripts/build.ts", folder])).status).toBe(0);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map((file) => [
    file.slice(folder.length),
    createHash("sha256").update(readFileSync(file)).digest("hex"),
  ]);
  rmSync(folder, { recursive: true });
  return Object.fromEntries(hashes) as Record<string, string>;
}
