import { readFile } from "node:fs/promises";

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly read: () => Promise<string>;
}

const PAGE = "local/console/page"; // npm's scripts run in the project's folder

/** The page's files by their paths. The script is bundled when it is first asked for. */
export function createAssets(): ReadonlyMap<string, Asset> {
  let script: Promise<string> | undefined;
  const file = (name: string, type: string): Asset => ({
    type,
    read: () => readFile(`${PAGE}/${name}`, "utf8"),
  });
  return new Map<string, Asset>([
    ["/", file("index.html", "html")],
    ["/console/style.css", file("style.css", "css")],
    ["/console/icon.svg", file("icon.svg", "svg")],
    [
      "/console/main.js",
      {
        type: "js",
        read() {
          script ??= bundle().catch((error: unknown) => {
            script = undefined; // the next request tries again
            throw error;
          });
          return script;
        },
      },
    ],
  ]);
}

async function bundle(): Promise<string> {
  const { build, stop } = await import("esbuild"); // not at the start: it would be slower
  const { outputFiles } = await build({
    entryPoints: [`${PAGE}/main.ts`],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "silent",
  });
  await stop();
  return outputFiles[0]?.text ?? "";
}
