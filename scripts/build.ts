import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { z } from "zod";

const FRAMEWORK = "@google-cloud/functions-framework";
const FUNCTIONS = ["receive-webhook", "store-receipt", "send-read-receipt"];

const Package = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
});

// Makes one deployable folder a function: a bundle with its source map, and a package.json that names only
// the framework. The framework stays outside: bundled in, registration would go to a second registry.
const root = Package.parse(JSON.parse(readFileSync("package.json", "utf8")));
const framework = root.dependencies[FRAMEWORK];

for (const name of FUNCTIONS) {
  const outdir = `dist/${name}`;
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [`functions/${name}/index.ts`],
    outfile: `${outdir}/index.js`,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    external: [FRAMEWORK],
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
    main: "index.js",
    engines: { node: "24" },
    dependencies: { [FRAMEWORK]: framework },
  };
  writeFileSync(
    `${outdir}/package.json`,
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
  console.log(`${outdir}/`);
}
