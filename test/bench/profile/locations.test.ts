import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { build } from "esbuild";
import { createPlaces } from "../../../bench/profile/locations.ts";

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "receipts-places-"));
  const entry = join(folder, "entry.ts");
  writeFileSync(
    entry,
    `import { decodePath } from "${join(process.cwd(), "shared/channels/google/decode-path.ts")}";
import camelCase from "${join(process.cwd(), "node_modules/lodash.camelcase/index.js")}";
console.log(decodePath("a"), camelCase("a"));`,
  );
  bundle = join(folder, "index.cjs");
  const outfile = bundle;
  const platform = "node";
  await build({
    entryPoints: [entry],
    outfile,
    platform,
    bundle: true,
    sourcemap: true,
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The place of the line that has this text in it. */
function frameOf(text: string, functionName: string) {
  const lines = readFileSync(bundle, "utf8").split("\n");
  const lineNumber = lines.findIndex((line) => line.includes(text));
  const columnNumber = lines[lineNumber]?.search(/\S/) ?? 0;
  const url = pathToFileURL(bundle).href;
  return { functionName, url, lineNumber, columnNumber };
}

it.each([
  ["function decodePath", "shared", "decode-path.ts"],
  ["var camelCase", "lodash.camelcase", "index.js"],
])("%s in a bundle is of %s", (text, name, file) => {
  const places = createPlaces();
  const frame = frameOf(text, "f");
  expect(places.packageOf(frame)).toBe(name);
  expect(places.functionOf(frame)).toContain(`f (${name} ${file}:`);
  // The heap's profile has paths.
  expect(places.packageOf({ ...frame, url: bundle })).toBe(name);
});

it.each([
  ["node:events", "emit", "node"],
  ["", "(garbage collector)", "(garbage collector)"],
  ["", "update", "V8"],
  ["file:///a/node_modules/@grpc/grpc-js/b.js", "f", "@grpc/grpc-js"],
  ["file:///a/node_modules/express/lib/b.js", "f", "express"],
  ["file:///a/b.js", "f", "other"],
])("%p %s is of %s", (url, functionName, name) => {
  const frame = { functionName, url, lineNumber: 0, columnNumber: 0 };
  expect(createPlaces().packageOf(frame)).toBe(name);
});
