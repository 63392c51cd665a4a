import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** The variable that names the file where all tests of a run keep what was logged. */
export const RUN_LOG = "RECEIPTS_TEST_RUN_LOG";

export interface KeptLine {
  readonly line: string;
  /** It was printed for whoever asked, and is no log. */
  readonly isShown: boolean;
  readonly program: string;
  /** The test's file and name. */
  readonly test: string;
}

/** Makes the file, for this process and for those that it starts. */
export function openRunLog(): void {
  process.env[RUN_LOG] = join(mkdtempSync(join(tmpdir(), "run-log-")), "lines");
}

/** Looks through all lines that were kept, and removes the file. Returns what was found, without repetitions. */
export async function closeRunLog(
  find: (kept: KeptLine) => string | undefined,
): Promise<string[]> {
  const file = process.env[RUN_LOG];
  if (file === undefined) return [];
  const found = new Set<string>();
  try {
    const lines = createInterface({ input: createReadStream(file) });
    for await (const line of lines) {
      const result = find(JSON.parse(line) as KeptLine);
      if (result !== undefined) found.add(result);
    }
  } catch (error) {
    // No test logged anything.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
  return [...found];
}
