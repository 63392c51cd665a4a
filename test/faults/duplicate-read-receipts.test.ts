import { expect, it } from "@jest/globals";
import { createLedger } from "./ledger.ts";
import type { ScenarioRun } from "./run-scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { countDuplicateReadReceipts } from "./duplicate-read-receipts.ts";

const FROM = 100_000;
const UNTIL = 200_000;

function createRun(name: string): ScenarioRun {
  const scenario = SCENARIOS.find((each) => each.name === name)!;
  const ledger = createLedger();
  ledger.agentReads.push({ message: "m", isTaken: true });
  const times = { from: FROM, until: UNTIL, recoveryMs: 0 };
  return { scenario, ledgers: [ledger], reports: [], ...times };
}

it.each([
  ["once", "platform-500", 1, FROM, [0, 0]],
  ["twice for nothing", "platform-500", 2, FROM, [1, 0]],
  [
    "twice, around a fault that keeps the answer from being written down",
    ...["firestore-frozen", 2, FROM + 1, [0, 1]],
  ],
  ["twice, long before such a fault", ...["firestore-frozen", 2, 1, [1, 0]]],
  [
    "twice, long after such a fault",
    ...["kill-send-read-receipt", 2, UNTIL * 2, [1, 0]],
  ],
] as const)(
  "counts read receipts that were sent %s",
  (_, name, times, first, [duplicates, expected]) => {
    const platform = {
      readReceiptCount: () => times,
      firstReadReceiptTime: () => first,
    };
    const fault = createRun(name);
    expect(countDuplicateReadReceipts(fault, [fault], platform)).toEqual({
      duplicateReadReceipts: duplicates,
      expectedDuplicates: expected,
    });
  },
);
