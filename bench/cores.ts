import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

/** What is measured has a core of its own; load, emulators and fake servers share the others. */
export const MEASURED_CORE = "0";
const OTHER_CORES = `1-${cpus().length - 1}`;

/** Keeps this process, and what it starts, off the core of what is measured. */
export function leaveMeasuredCore(): void {
  if (cpus().length < 2) {
    throw new Error("The benchmarks need two cores, one of them for itself.");
  }
  try {
    execFileSync("taskset", ["-a", "-p", "-c", OTHER_CORES, `${process.pid}`]);
  } catch (cause) {
    throw new Error(
      "The command taskset, of the package util-linux, is needed to give what is measured a core of its own.",
      { cause },
    );
  }
}
