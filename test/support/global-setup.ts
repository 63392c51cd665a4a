import { openRunLog } from "./run-log.ts";
import startEmulators from "./start-emulators.ts";

/** Before all test files. */
export default async function setUp(): Promise<void> {
  openRunLog();
  await startEmulators();
}
