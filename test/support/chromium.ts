import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser that tests run in; undefined if there is none. */
export const chromiumPath = [process.env.CHROMIUM, ...PATHS].find(
  (path) => path !== undefined && existsSync(path),
);

export const NO_CHROMIUM = "there is no Chromium; CHROMIUM may name one";

export async function launchBrowser(): Promise<Browser> {
  // As root, which containers often run as, Chromium has no sandbox; the page is our own.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: chromiumPath ?? "",
    args: ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])],
  });
}
