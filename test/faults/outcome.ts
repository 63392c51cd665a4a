import type { InvariantReport } from "./check-invariants.ts";
import type { CountingPlatform } from "./platform.ts";
import type { ScenarioRun } from "./run-scenario.ts";
import {
  countDuplicateReadReceipts,
  type DuplicateReadReceipts,
} from "./duplicate-read-receipts.ts";

/** A line of the table. */
export interface Outcome extends InvariantReport, DuplicateReadReceipts {
  readonly name: string;
  readonly fault: string;
  readonly recoverySeconds: number;
}

/** @param all every fault of the run */
export function toOutcome(
  run: ScenarioRun,
  all: readonly ScenarioRun[],
  platform: Pick<CountingPlatform, "readReceiptCount" | "firstReadReceiptTime">,
): Outcome {
  const { scenario, reports, recoveryMs } = run;
  const sum = (field: Exclude<keyof InvariantReport, "problems">) =>
    reports.reduce((total, report) => total + report[field], 0);
  return {
    name: scenario.name,
    fault: scenario.fault,
    sent: sum("sent"),
    taken: sum("taken"),
    stored: sum("stored"),
    deadLetters: sum("deadLetters"),
    lost: sum("lost"),
    wrong: sum("wrong"),
    problems: reports.flatMap(({ problems }) => problems),
    ...countDuplicateReadReceipts(run, all, platform),
    recoverySeconds: recoveryMs / 1000,
  };
}

/** Several outcomes as one, with the longest of the recoveries. */
export function sumOutcomes(
  outcomes: readonly Outcome[],
  name: string,
): Outcome {
  const sum = (
    field: Exclude<
      keyof InvariantReport | keyof DuplicateReadReceipts,
      "problems"
    >,
  ) => outcomes.reduce((total, outcome) => total + outcome[field], 0);
  return {
    name,
    fault: name,
    sent: sum("sent"),
    taken: sum("taken"),
    stored: sum("stored"),
    deadLetters: sum("deadLetters"),
    lost: sum("lost"),
    wrong: sum("wrong"),
    duplicateReadReceipts: sum("duplicateReadReceipts"),
    expectedDuplicates: sum("expectedDuplicates"),
    problems: outcomes.flatMap(({ problems }) => problems),
    recoverySeconds: Math.max(...outcomes.map((o) => o.recoverySeconds)),
  };
}

/** What is bad about an outcome, each in a sentence; empty if nothing is. */
export function describeProblems(outcome: Outcome): string[] {
  const { name, sent, taken, lost, wrong, duplicateReadReceipts, problems } =
    outcome;
  const described = problems.slice(0, 5);
  if (lost + wrong > described.length) described.push("and so on");
  if (duplicateReadReceipts > 0) {
    described.push(
      `${duplicateReadReceipts} messages have duplicate read receipts`,
    );
  }
  if (taken < sent) described.push(`${sent - taken} events were never taken`);
  return described.map((problem) => `${name}: ${problem}`);
}
