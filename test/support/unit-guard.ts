import childProcess from "node:child_process";
import { rejectInUnitRun } from "./unit-run.ts";

// A unit test that starts a process would be slow, or need an installed program, so each way to start one fails.
for (const name of [
  "exec",
  "execFile",
  "execFileSync",
  "execSync",
  "fork",
  "spawn",
  "spawnSync",
]) {
  Object.assign(childProcess, {
    [name]: () => rejectInUnitRun(`child processes (${name})`),
  });
}
