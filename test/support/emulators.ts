import { describe } from "@jest/globals";
import { rejectInUnitRun } from "./unit-run.ts";

const missing = process.env.EMULATORS_MISSING;

/** A group of tests on Google's emulators; printed as skipped, with the reason, where they are missing. */
export function describeOnEmulators(name: string, tests: () => void): void {
  rejectInUnitRun("Google's emulators");
  if (missing === undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: ${missing})`, tests);
}
