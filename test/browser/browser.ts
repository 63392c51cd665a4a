import { describe } from "@jest/globals";
import { chromiumPath, NO_CHROMIUM } from "../support/chromium.ts";
import { rejectInUnitRun } from "../support/unit-run.ts";

/** A group of tests in a real browser; printed as skipped, with the reason, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  rejectInUnitRun("a browser");
  if (chromiumPath !== undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: ${NO_CHROMIUM})`, tests);
}
