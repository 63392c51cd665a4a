import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import * as z from "zod";
import { leanLibraries } from "./bundle/lean-libraries.ts";
import { WARM_UPS } from "./bundle/warm-up-events.ts";

const FRAMEWORK = "@google-cloud/functions-framework";

const Package = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

const Lock = z.looseObject({
  packages: z.record(z.string(), z.looseObject({})),
});

// Makes one deployable folder a function: a bundle with its source map, what warms it up in the deployment's build, and
// a package.json with its lock file that names only the framework. The framework stays outside: bundled in, registration would go to a second
// registry. The same commit gives the same bytes.
const [outputFolder = "dist"] = process.argv.slice(2);
const root = Package.parse(readJson("package.json"));
const lock = Lock.parse(readJson("package-lock.json"));

for (const [name, warmUp] of Object.entries(WARM_UPS)) {
  const folder = `${outputFolder}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: [`functions/${name}/index.ts`],
    // Of another ending, the framework would look for a package.json first, to know which kind of module it is.
    outfile: `${folder}/index.cjs`,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    external: [FRAMEWORK],
    plugins: [leanLibraries],
    // Names stay: Firestore's serializer looks at constructors' names.
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: "none",
    logLevel: "warning",
  });
  const manifest = {
    name,
    version: root.version,
    license: root.license,
    private: true,
    main: "index.cjs",
    // Named so, the deployment's build runs it.
    scripts: { "gcp-build": "node warm-up.cjs" },
    engines: { node: "24" },
    dependencies: { [FRAMEWORK]: root.dependencies[FRAMEWORK] },
  };
  writeJson(`${folder}/package.json`, manifest);
  lockAsRoot(folder, manifest);
  copyFileSync("scripts/bundle/warm-up.cjs", `${folder}/warm-up.cjs`);
  writeJson(`${folder}/warm-up.json`, warmUp);
  console.log(`${folder}/`);
}

/** Gives a folder the root's lock file, and lets npm take out of it what the folder's package does not need. */
function lockAsRoot(folder: string, manifest: { name: string }): void {
  const packages = { ...lock.packages, "": manifest };
  const file = { ...lock, name: manifest.name, packages };
  writeJson(`${folder}/package-lock.json`, file);
  const options = "--package-lock-only --offline --ignore-scripts --no-audit";
  execFileSync(
    "npm",
    [
      "install",
      ...options.split(" "),
      "--omit-lockfile-registry-resolved",
      "--loglevel=error",
    ],
    { cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
