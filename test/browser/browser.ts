import { existsSync } from "node:fs";
import { describe } from "@jest/globals";
import { chromium, type Browser } from "playwright-core";

const PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = [process.env.CHROMIUM, ...PATHS].find(
  (path) => path !== undefined && existsSync(path),
);

/** A group of tests in a real browser; printed as skipped, with the reason, where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath !== undefined) describe(name, tests);
  else {
    const reason = "there is no Chromium; CHROMIUM may name one";
    describe.skip(`${name} (skipped: ${reason})`, tests);
  }
}

export async function launchBrowser(): Promise<Browser> {
  // As root, which containers often run as, Chromium has no sandbox; the page is our own.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: executablePath ?? "",
    args: ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])],
  });
}
