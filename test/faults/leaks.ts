import { createReadStream, globSync } from "node:fs";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { findLeak } from "../support/find-leak.ts";

/** What the functions' logs hold that no log may hold, without repetitions. */
export async function findLeaks(folder: string): Promise<string[]> {
  const leaks = new Set<string>();
  for (const file of globSync(join(folder, "*.log"))) {
    const program = basename(file, ".log");
    const of = { isShown: false, program, test: "this run" };
    for await (const line of createInterface(createReadStream(file))) {
      const leak = findLeak({ line, ...of });
      if (leak !== undefined) leaks.add(leak);
    }
  }
  return [...leaks];
}
