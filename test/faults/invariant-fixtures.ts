import type { Observations } from "./observations.ts";
import type { SentReceipt } from "./expected.ts";
import { createLedger, type Ledger } from "./ledger.ts";

/** A ledger of receipts that were all taken. */
export function createLedgerWith(...receipts: SentReceipt[]): Ledger {
  const ledger = createLedger();
  ledger.receipts.push(...receipts.map((r) => ({ ...r, isTaken: true })));
  return ledger;
}

/** Evidence of nothing but these parts. */
export function createObservations(
  parts: Partial<Observations> & { readReceiptCount?: number },
): Observations {
  return {
    documents: new Map(),
    markers: new Map(),
    deadMessages: new Set(),
    deadReceipts: new Set(),
    userEvents: new Set(),
    platform: { readReceiptCount: () => parts.readReceiptCount ?? 0 },
    ...parts,
  };
}
