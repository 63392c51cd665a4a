import { expect, it } from "@jest/globals";
import { createLedger } from "./ledger.ts";
import type { Played } from "./run-scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { countToldAgain } from "./duplicate-read-receipts.ts";

const FROM = 100_000;
const UNTIL = 200_000;

function played(name: string): Played {
  const scenario = SCENARIOS.find((each) => each.name === name)!;
  const ledger = createLedger();
  ledger.agentReads.push({ message: "m", isTaken: true });
  const times = { from: FROM, until: UNTIL, recoveryMs: 0 };
  return { scenario, ledgers: [ledger], verdicts: [], ...times };
}

it.each([
  ["once", "platform-500", 1, FROM, { tooOften: 0, allowed: 0 }],
  ["twice for nothing", "platform-500", 2, FROM, { tooOften: 1, allowed: 0 }],
  [
    "twice, around a fault that keeps the answer from being written down",
    ...["firestore-frozen", 2, FROM + 1, { tooOften: 0, allowed: 1 }],
  ],
  [
    "twice, long before such a fault",
    ...["firestore-frozen", 2, 1, { tooOften: 1, allowed: 0 }],
  ],
  [
    "twice, long after such a fault",
    ...["kill-send-read-receipt", 2, UNTIL * 2, { tooOften: 1, allowed: 0 }],
  ],
] as const)("judges being told %s", (_, name, times, first, expected) => {
  const platform = { timesTold: () => times, firstTold: () => first };
  const fault = played(name);
  expect(countToldAgain(fault, [fault], platform)).toEqual(expected);
});
