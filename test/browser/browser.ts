import { describe } from "@jest/globals";
import { chromium, type Browser } from "playwright-core";
import { chromiumPath, NO_CHROMIUM } from "../support/chromium.ts";

/** A group of tests in a real browser; printed as skipped, with the reason, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (chromiumPath !== undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: ${NO_CHROMIUM})`, tests);
}

export async function launchBrowser(): Promise<Browser> {
  // As root, which containers often run as, Chromium has no sandbox; the page is our own.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: chromiumPath ?? "",
    args: ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])],
  });
}
