import { setTimeout as sleep } from "node:timers/promises";
import { gatherObservations } from "./observations.ts";
import { checkInvariants, type InvariantReport } from "./check-invariants.ts";
import { getEntries, type Ledger } from "./ledger.ts";
import type { TestEnvironment } from "./test-environment.ts";

const PAUSE_MS = 200;
const MAX_WAIT_MS = 90_000; // without any progress: longer than every pause and backoff

/** Waits until everything in the ledger was taken and is where it belongs, or nothing moves any more. */
export async function waitUntilIdle(
  { database, collector, platform }: TestEnvironment,
  ledger: Ledger,
): Promise<InvariantReport> {
  const look = async () =>
    checkInvariants(
      ledger,
      await gatherObservations(ledger, database, collector, platform),
    );
  let last: InvariantReport | undefined;
  let most = -1;
  let movedAt = Date.now();
  for (;;) {
    // The store may not answer yet.
    const report = await look().catch(() => undefined);
    last = report ?? last;
    const taken = getEntries(ledger).filter((entry) => entry.isTaken).length;
    const handled = report ? report.stored + report.deadLetters : 0;
    if (taken + handled > most) movedAt = Date.now();
    most = Math.max(most, taken + handled);
    const isDone =
      taken === getEntries(ledger).length &&
      ledger.underWay.size === 0 &&
      report?.lost === 0 &&
      report.wrong === 0;
    const isStuck = Date.now() - movedAt > MAX_WAIT_MS;
    if (isDone || isStuck) {
      if (last) return last;
      throw new Error("The store has not answered for a long time.");
    }
    await sleep(PAUSE_MS);
  }
}
