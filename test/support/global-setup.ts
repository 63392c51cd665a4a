import { chromiumPath, NO_CHROMIUM } from "./chromium.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { openRunLog } from "./run-log.ts";
import startEmulators from "./start-emulators.ts";

/** Before all test files. */
export default async function setUp(): Promise<void> {
  openRunLog();
  keepCompiled();
  if (chromiumPath === undefined) {
    console.warn(`\nSkipping the tests in a browser: ${NO_CHROMIUM}.`);
  }
  await startEmulators();
}
