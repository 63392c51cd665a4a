import { differences, fold, TIME_FIELDS } from "./expected.ts";
import { entriesOf, type Ledger, type ReceiptEntry } from "./ledger.ts";
import type { Evidence } from "./observations.ts";

export interface Verdict {
  sent: number;
  taken: number;
  stored: number;
  deadLetters: number;
  lost: number;
  wrong: number;
  /** The first few of what is lost or wrong, in words. */
  readonly problems: string[];
}

/** Holds the system to what was sent: each event that was taken is stored, or in dead letters with a reason. */
export function judge(ledger: Ledger, evidence: Evidence): Verdict {
  const entries = entriesOf(ledger);
  const verdict: Verdict = {
    sent: entries.length,
    taken: entries.filter(({ isTaken }) => isTaken).length,
    stored: 0,
    deadLetters: 0,
    lost: 0,
    wrong: 0,
    problems: [],
  };
  const lose = (what: string) => {
    verdict.lost += 1;
    verdict.problems.push(`lost: ${what}`);
  };
  const blame = (what: string) => {
    verdict.wrong += 1;
    verdict.problems.push(`wrong: ${what}`);
  };

  for (const [message, receipts] of byMessage(ledger.receipts)) {
    judgeMessage(message, receipts, evidence, { verdict, lose, blame });
  }
  for (const { body, isTaken } of ledger.userEvents) {
    if (evidence.userEvents.has(body)) verdict.stored += 1;
    else if (isTaken) lose("a user's message was not forwarded as it came");
  }
  for (const { message, isTaken } of ledger.agentReads) {
    const status = evidence.documents.get(message)?.agentRead?.status;
    const told = evidence.platform.timesTold(message) > 0;
    if (told !== (status === "SENT") && status !== undefined) {
      blame(`${message}: told ${told}, but its document says ${status}`);
    }
    if (status === "SENT") verdict.stored += 1;
    else if (evidence.deadMessages.has(message)) verdict.deadLetters += 1;
    else if (isTaken) lose(`an agent's read of ${message}`);
  }
  for (const { marker, place, isTaken } of ledger.poison) {
    const reason = evidence.markers.get(marker);
    if (reason) verdict.deadLetters += 1;
    else if (reason === "") blame(`a dead letter without a reason: ${marker}`);
    else if (isTaken) lose(`a poisoned message in the place ${place}`);
  }
  for (const message of ledger.forged) {
    if (evidence.documents.has(message)) blame(`${message} was forged`);
  }
  for (const request of ledger.admitted) blame(`forged, but ${request}`);
  return verdict;
}

function judgeMessage(
  message: string,
  receipts: readonly ReceiptEntry[],
  evidence: Evidence,
  { verdict, lose, blame }: Judging,
): void {
  const document = evidence.documents.get(message);
  const isDead = (receipt: ReceiptEntry) =>
    evidence.deadReceipts.has(`${message} ${receipt.type} ${receipt.time}`);
  const kept = receipts.filter((r) => r.isTaken && !isDead(r));
  for (const receipt of receipts) {
    const time = document?.[TIME_FIELDS[receipt.type]];
    const isStored = typeof time === "number" && time <= receipt.time;
    if (isDead(receipt)) verdict.deadLetters += 1;
    else if (isStored) verdict.stored += 1;
    else if (receipt.isTaken) lose(`the ${receipt.type} of ${message}`);
  }
  if (!document || kept.length === 0) return;
  const differing = differences(document, fold(kept));
  if (differing.length > 0) blame(`${message}: ${differing.join(", ")}`);
}

interface Judging {
  readonly verdict: Verdict;
  readonly lose: (what: string) => void;
  readonly blame: (what: string) => void;
}

function byMessage(
  receipts: readonly ReceiptEntry[],
): Map<string, ReceiptEntry[]> {
  return Map.groupBy(receipts, ({ message }) => message);
}
