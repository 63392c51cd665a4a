import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { fileURLToPath } from "node:url";
import type { CallFrame } from "./profiles.ts";

/** Names places in bundles by the files that they were made of. */
export interface Places {
  /** The package, or `functions` and `shared` for what is ours. */
  packageOf(frame: CallFrame): string;
  /** The function, with its package and file. */
  functionOf(frame: CallFrame): string;
}

export function createPlaces(): Places {
  const maps = new Map<string, SourceMap | undefined>();

  function fileOf({ url, lineNumber, columnNumber }: CallFrame): string {
    if (!url || url.startsWith("node:")) return url || "V8";
    // The heap's profile has paths, the CPU's URLs.
    const path = url.startsWith("file:") ? fileURLToPath(url) : url;
    if (!maps.has(path)) maps.set(path, readSourceMap(path));
    const entry = maps.get(path)?.findEntry(lineNumber, columnNumber);
    return entry && "originalSource" in entry ? entry.originalSource : path;
  }

  return {
    packageOf: (frame) => packageOf(fileOf(frame), frame),
    functionOf(frame) {
      const file = fileOf(frame);
      const name = frame.functionName || "(anonymous)";
      const [base = ""] = file.split("/").slice(-1);
      const place = `${packageOf(file, frame)} ${base}:${frame.lineNumber + 1}`;
      return file === "V8" ? name : `${name} (${place})`;
    },
  };
}

function packageOf(file: string, { functionName }: CallFrame): string {
  if (file === "V8") return functionName.startsWith("(") ? functionName : "V8";
  if (file.startsWith("node:")) return "node";
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  if (name !== undefined) return name;
  const [, ours] = /\/(functions|shared|bundle)\//.exec(`/${file}`) ?? [];
  return ours ?? "other";
}

function readSourceMap(path: string): SourceMap | undefined {
  const map = `${path}.map`;
  if (!existsSync(map)) return undefined;
  const text = readFileSync(map, "utf8");
  return new SourceMap(JSON.parse(text) as SourceMapPayload);
}
