import { findLeak } from "./find-leak.ts";
import { closeRunLog } from "./run-log.ts";
import stopEmulators from "./stop-emulators.ts";

/** After all test files: fails the run if anything was logged that must not be. */
export default async function tearDown(): Promise<void> {
  await stopEmulators();
  const leaks = await closeRunLog(findLeak);
  if (leaks.length === 0) return;
  const list = leaks.map((leak) => `  - ${leak}`).join("\n");
  throw new Error(`The tests' logs hold what no log may hold:\n${list}`);
}
