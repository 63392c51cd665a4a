import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { run } from "../support/run.ts";

const FRAMEWORK = "@google-cloud/functions-framework";
const folder = mkdtempSync(join(tmpdir(), "uploaded-"));
const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(path, "utf8"));

const Root = z.object({ dependencies: z.record(z.string(), z.string()) });
const version = Root.parse(readJson("package.json")).dependencies[FRAMEWORK];

// Whatever else stood in it, another script say, would be run when a function is built.
const Manifest = z.strictObject({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  private: z.literal(true),
  main: z.literal("index.cjs"),
  scripts: z.strictObject({ "gcp-build": z.literal("node warm-up.cjs") }),
  engines: z.strictObject({ node: z.literal("24") }),
  dependencies: z.strictObject({ [FRAMEWORK]: z.literal(version) }),
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), resolved: z.undefined().optional() }),
  ),
});
const SourceMap = z.object({ sources: z.array(z.string()) });

beforeAll(async () => {
  expect((await run(["scripts/build.ts", folder])).status).toBe(0);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(["receive-webhook", "store-receipt", "send-read-receipt"])(
  "what is uploaded of %s",
  (name) => {
    const path = (file: string) => join(folder, name, file);

    it("is a bundle, its source map, what warms it up, and a package with its lock file", () => {
      expect(readdirSync(join(folder, name)).sort()).toEqual([
        "index.cjs",
        "index.cjs.map",
        "package-lock.json",
        "package.json",
        "warm-up.cjs",
        "warm-up.json",
      ]);
    });

    it("needs nothing but the framework, in one exact version", () => {
      const manifest = Manifest.parse(readJson(path("package.json")));
      expect(manifest.name).toBe(name);
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      const { packages } = Lock.parse(readJson(path("package-lock.json")));
      expect(packages[`node_modules/${FRAMEWORK}`]?.version).toBe(version);
      expect(packages).not.toHaveProperty(["node_modules/zod"]);
    });

    it("does not bring a second copy of the framework, in which it would register itself in vain", () => {
      const { sources } = SourceMap.parse(readJson(path("index.cjs.map")));
      expect(sources.length).toBeGreaterThan(10);
      expect(sources.filter((each) => each.includes(FRAMEWORK))).toEqual([]);
      expect(readFileSync(path("index.cjs"), "utf8")).toContain(
        `require("${FRAMEWORK}")`,
      );
    });

    it("keeps the names by which Google's clients tell classes apart", () => {
      const bundle = readFileSync(path("index.cjs"), "utf8");
      expect(bundle).toContain('constructor.name==="Long"');
      expect(bundle).toContain("function Long(");
    });
  },
);
