import { existsSync } from "node:fs";

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
