import { setTimeout as sleep } from "node:timers/promises";
import { gatherEvidence } from "./observations.ts";
import { judge, type Verdict } from "./check-invariants.ts";
import { entriesOf, type Ledger } from "./ledger.ts";
import type { World } from "./test-environment.ts";

const PAUSE_MS = 200;
const PATIENCE_MS = 90_000; // without any progress: longer than every pause and backoff

/** Waits until everything in the ledger was taken and is where it belongs, or nothing moves any more. */
export async function settle(
  { database, collector, platform }: World,
  ledger: Ledger,
): Promise<Verdict> {
  const look = async () =>
    judge(ledger, await gatherEvidence(ledger, database, collector, platform));
  let last: Verdict | undefined;
  let most = -1;
  let movedAt = Date.now();
  for (;;) {
    // The store may not answer yet.
    const verdict = await look().catch(() => undefined);
    last = verdict ?? last;
    const taken = entriesOf(ledger).filter((entry) => entry.isTaken).length;
    const settled = verdict ? verdict.stored + verdict.deadLetters : 0;
    if (taken + settled > most) movedAt = Date.now();
    most = Math.max(most, taken + settled);
    const isDone =
      taken === entriesOf(ledger).length &&
      ledger.underWay.size === 0 &&
      verdict?.lost === 0 &&
      verdict.wrong === 0;
    const isStuck = Date.now() - movedAt > PATIENCE_MS;
    if (isDone || isStuck) {
      if (last) return last;
      throw new Error("The store has not answered for a long time.");
    }
    await sleep(PAUSE_MS);
  }
}
