import type { ChildProcess } from "node:child_process";

/** Ends a child at the latest when this process ends, Ctrl-C included. Returns what undoes that. */
export function endsWithThisProcess(child: ChildProcess): () => void {
  const kill = () => {
    child.kill("SIGKILL");
  };
  process.once("exit", kill);
  return () => process.off("exit", kill);
}
