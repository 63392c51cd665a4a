import { jest } from "@jest/globals";
import { keepLine } from "./keep-line.ts";

/**
 * Keeps from now on what this process prints, by whatever way, instead of printing it.
 * `jest.restoreAllMocks()` ends it.
 */
export function keepOutput(): () => string {
  const printed: string[] = [];
  const keep = (text: string) => {
    printed.push(text);
    keepLine(text, "this process");
  };
  for (const method of ["debug", "info", "log", "warn", "error"] as const) {
    jest.spyOn(console, method).mockImplementation((...values) => {
      keep(values.map(String).join(" "));
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((chunk) => {
      keep(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString());
      return true;
    });
  }
  return () => printed.join("\n");
}
