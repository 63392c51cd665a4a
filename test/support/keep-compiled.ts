import { resolve } from "node:path";

/**
 * Lets the processes that this one starts keep what V8 compiled of their modules, which halves the CPU time of a
 * command. Node notices when a module changes.
 */
export function keepCompiled(): void {
  process.env.NODE_COMPILE_CACHE ??= resolve("node_modules/.cache/compiled");
}
