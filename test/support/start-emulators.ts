import { startEmulators, type Emulators } from "../../local/emulators/start.ts";

declare global {
  var emulators: Emulators | undefined;
}

/** Starts Google's emulators once for all test files; where they are missing, says so, and the tests that need them are skipped. */
export default async function start(): Promise<void> {
  try {
    globalThis.emulators = await startEmulators();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.env.EMULATORS_MISSING = reason;
    console.warn(`\nSkipping the tests on Google's emulators. ${reason}`);
  }
}
