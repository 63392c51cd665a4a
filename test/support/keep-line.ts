import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import { expect } from "@jest/globals";
import { RUN_LOG, type KeptLine } from "./run-log.ts";

/** Keeps a line of a log until the end of the run, when all of them are searched for secrets. */
export function keepLine(
  line: string,
  program = "a function",
  isShown = false,
): void {
  const file = process.env[RUN_LOG];
  if (file === undefined || line.trim() === "") return;
  const { testPath = "", currentTestName } = expect.getState();
  const test = `${relative(process.cwd(), testPath)}: ${currentTestName ?? "(outside of a test)"}`;
  const kept: KeptLine = { line: line.trimEnd(), isShown, program, test };
  appendFileSync(file, `${JSON.stringify(kept)}\n`);
}
