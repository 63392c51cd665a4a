import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { buildBundles } from "../test/support/bundles.ts";

const BASELINES = ["tutorial-webhook", "tutorial-store", "tutorial-sender"];

/**
 * Makes a folder with everything that is measured: our functions as they are deployed; the baselines as they are
 * written, and bundled; and our webhook without its signature check.
 */
export async function buildAll(): Promise<string> {
  const folder = await buildBundles();
  symlinkSync(resolve("bench/baselines"), join(folder, "baselines"));
  for (const name of BASELINES) {
    await bundle(
      `bench/baselines/${name}/index.js`,
      join(folder, "bundled", name),
    );
  }
  await bundle("bench/webhook/unsigned.ts", join(folder, "unsigned-webhook"));
  return folder;
}

/** With the settings of scripts/build.ts. */
async function bundle(entry: string, folder: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile: join(folder, "index.js"),
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    external: ["@google-cloud/functions-framework"],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "error",
  });
}
