import type { CountingPlatform } from "./platform.ts";
import type { ScenarioRun } from "./run-scenario.ts";

const SLACK_MS = 5000; // an answer of just before the fault may be written down, or not, during it

export interface DuplicateReadReceipts {
  /** Messages with a second read receipt although the answer to the first could be written down. */
  readonly duplicateReadReceipts: number;
  /** Messages with a second read receipt that the design allows. */
  readonly expectedDuplicates: number;
}

/**
 * Counts the messages for which the platform confirmed more than one read receipt.
 * @param all every fault of the run: what is allowed depends on when the first read receipt was sent
 */
export function countDuplicateReadReceipts(
  { ledgers }: Pick<ScenarioRun, "ledgers">,
  all: readonly ScenarioRun[],
  platform: Pick<CountingPlatform, "readReceiptCount" | "firstReadReceiptTime">,
): DuplicateReadReceipts {
  const duplicates = ledgers
    .flatMap(({ agentReads }) => agentReads)
    .filter(({ message }) => platform.readReceiptCount(message) > 1);
  const allowed = duplicates.filter(({ message }) => {
    const first = platform.firstReadReceiptTime(message) ?? 0;
    return all.some((each) => mayDuplicate(each, first));
  }).length;
  return {
    expectedDuplicates: allowed,
    duplicateReadReceipts: duplicates.length - allowed,
  };
}

function mayDuplicate(
  { scenario, from, until }: ScenarioRun,
  first: number,
): boolean {
  // Once everything was forgotten, nothing says that a read receipt was sent before.
  const since = scenario.forgets ? 0 : from - SLACK_MS;
  return (
    scenario.mayDuplicateReadReceipts === true &&
    first > since &&
    first < until + SLACK_MS
  );
}
