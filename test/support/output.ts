import { jest } from "@jest/globals";

/**
 * Keeps from now on what this process prints, by whatever way, instead of printing it.
 * `jest.restoreAllMocks()` ends it.
 */
export function keepOutput(): () => string {
  const printed: string[] = [];
  for (const method of ["debug", "info", "log", "warn", "error"] as const) {
    jest.spyOn(console, method).mockImplementation((...values) => {
      printed.push(values.map(String).join(" "));
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((chunk) => {
      printed.push(
        typeof chunk === "string" ? chunk : Buffer.from(chunk).toString(),
      );
      return true;
    });
  }
  return () => printed.join("\n");
}
