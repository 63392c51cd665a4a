import type { Verdict } from "./check-invariants.ts";
import type { CountingPlatform } from "./platform.ts";
import type { Played } from "./run-scenario.ts";
import { countToldAgain, type ToldAgain } from "./duplicate-read-receipts.ts";

/** A line of the table. */
export interface Outcome extends Verdict, ToldAgain {
  readonly name: string;
  readonly fault: string;
  readonly recoverySeconds: number;
}

/** @param all every fault of the run */
export function toOutcome(
  played: Played,
  all: readonly Played[],
  platform: Pick<CountingPlatform, "timesTold" | "firstTold">,
): Outcome {
  const { scenario, verdicts, recoveryMs } = played;
  const sum = (field: Exclude<keyof Verdict, "problems">) =>
    verdicts.reduce((total, verdict) => total + verdict[field], 0);
  return {
    name: scenario.name,
    fault: scenario.fault,
    sent: sum("sent"),
    taken: sum("taken"),
    stored: sum("stored"),
    deadLetters: sum("deadLetters"),
    lost: sum("lost"),
    wrong: sum("wrong"),
    problems: verdicts.flatMap(({ problems }) => problems),
    ...countToldAgain(played, all, platform),
    recoverySeconds: recoveryMs / 1000,
  };
}

/** Several outcomes as one, with the longest of the recoveries. */
export function addUp(outcomes: readonly Outcome[], name: string): Outcome {
  const sum = (field: Exclude<keyof Verdict | keyof ToldAgain, "problems">) =>
    outcomes.reduce((total, outcome) => total + outcome[field], 0);
  return {
    name,
    fault: name,
    sent: sum("sent"),
    taken: sum("taken"),
    stored: sum("stored"),
    deadLetters: sum("deadLetters"),
    lost: sum("lost"),
    wrong: sum("wrong"),
    tooOften: sum("tooOften"),
    allowed: sum("allowed"),
    problems: outcomes.flatMap(({ problems }) => problems),
    recoverySeconds: Math.max(...outcomes.map((o) => o.recoverySeconds)),
  };
}

/** What is bad about an outcome, each in a sentence; empty if nothing is. */
export function complaintsOf(outcome: Outcome): string[] {
  const { name, sent, taken, lost, wrong, tooOften, problems } = outcome;
  const complaints = problems.slice(0, 5);
  if (lost + wrong > complaints.length) complaints.push("and so on");
  if (tooOften > 0) {
    complaints.push(`the platform was told of ${tooOften} messages twice`);
  }
  if (taken < sent) complaints.push(`${sent - taken} events were never taken`);
  return complaints.map((complaint) => `${name}: ${complaint}`);
}
