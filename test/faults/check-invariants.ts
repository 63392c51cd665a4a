import { differences, fold, TIME_FIELDS } from "./expected.ts";
import { getEntries, type Ledger, type ReceiptEntry } from "./ledger.ts";
import type { Observations } from "./observations.ts";

export interface InvariantReport {
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
export function checkInvariants(
  ledger: Ledger,
  observations: Observations,
): InvariantReport {
  const entries = getEntries(ledger);
  const report: InvariantReport = {
    sent: entries.length,
    taken: entries.filter(({ isTaken }) => isTaken).length,
    stored: 0,
    deadLetters: 0,
    lost: 0,
    wrong: 0,
    problems: [],
  };
  const addLost = (what: string) => {
    report.lost += 1;
    report.problems.push(`lost: ${what}`);
  };
  const addWrong = (what: string) => {
    report.wrong += 1;
    report.problems.push(`wrong: ${what}`);
  };

  for (const [message, receipts] of groupByMessage(ledger.receipts)) {
    checkMessage(message, receipts, observations, {
      report,
      addLost,
      addWrong,
    });
  }
  for (const { body, isTaken } of ledger.userEvents) {
    if (observations.userEvents.has(body)) report.stored += 1;
    else if (isTaken) addLost("a user's message was not forwarded as it came");
  }
  for (const { message, isTaken } of ledger.agentReads) {
    const status = observations.documents.get(message)?.agentRead?.status;
    const isReadReceiptSent =
      observations.platform.readReceiptCount(message) > 0;
    if (isReadReceiptSent !== (status === "SENT") && status !== undefined) {
      addWrong(
        `${message}: read receipt sent: ${isReadReceiptSent}, but its document says ${status}`,
      );
    }
    if (status === "SENT") report.stored += 1;
    else if (observations.deadMessages.has(message)) report.deadLetters += 1;
    else if (isTaken) addLost(`an agent's read of ${message}`);
  }
  for (const { marker, target, isTaken } of ledger.poison) {
    const reason = observations.markers.get(marker);
    if (reason) report.deadLetters += 1;
    else if (reason === "")
      addWrong(`a dead letter without a reason: ${marker}`);
    else if (isTaken) addLost(`a poisoned message for ${target}`);
  }
  for (const message of ledger.forged) {
    if (observations.documents.has(message)) addWrong(`${message} was forged`);
  }
  for (const request of ledger.admitted) addWrong(`forged, but ${request}`);
  return report;
}

function checkMessage(
  message: string,
  receipts: readonly ReceiptEntry[],
  observations: Observations,
  { report, addLost, addWrong }: ReportWriter,
): void {
  const document = observations.documents.get(message);
  const isDead = (receipt: ReceiptEntry) =>
    observations.deadReceipts.has(`${message} ${receipt.type} ${receipt.time}`);
  const kept = receipts.filter((r) => r.isTaken && !isDead(r));
  for (const receipt of receipts) {
    const time = document?.[TIME_FIELDS[receipt.type]];
    const isStored = typeof time === "number" && time <= receipt.time;
    if (isDead(receipt)) report.deadLetters += 1;
    else if (isStored) report.stored += 1;
    else if (receipt.isTaken) addLost(`the ${receipt.type} of ${message}`);
  }
  if (!document || kept.length === 0) return;
  const differing = differences(document, fold(kept));
  if (differing.length > 0) addWrong(`${message}: ${differing.join(", ")}`);
}

interface ReportWriter {
  readonly report: InvariantReport;
  readonly addLost: (what: string) => void;
  readonly addWrong: (what: string) => void;
}

function groupByMessage(
  receipts: readonly ReceiptEntry[],
): Map<string, ReceiptEntry[]> {
  return Map.groupBy(receipts, ({ message }) => message);
}
