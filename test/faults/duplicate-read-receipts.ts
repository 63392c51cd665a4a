import type { CountingPlatform } from "./platform.ts";
import type { Played } from "./run-scenario.ts";

const SLACK_MS = 5000; // an answer of just before the fault may be written down, or not, during it

export interface ToldAgain {
  /** Messages that the platform was told of again although its answer could be written down. */
  readonly tooOften: number;
  /** Messages that it was told of again as the design allows. */
  readonly allowed: number;
}

/**
 * Counts the messages of which the platform said more than once that the user was told.
 * @param all every fault of the run: what is allowed depends on when the platform was first told
 */
export function countToldAgain(
  { ledgers }: Pick<Played, "ledgers">,
  all: readonly Played[],
  platform: Pick<CountingPlatform, "timesTold" | "firstTold">,
): ToldAgain {
  const again = ledgers
    .flatMap(({ agentReads }) => agentReads)
    .filter(({ message }) => platform.timesTold(message) > 1);
  const allowed = again.filter(({ message }) => {
    const first = platform.firstTold(message) ?? 0;
    return all.some((each) => allows(each, first));
  }).length;
  return { allowed, tooOften: again.length - allowed };
}

function allows({ scenario, from, until }: Played, first: number): boolean {
  // Of what was forgotten nobody can know that it was told.
  const since = scenario.forgets ? 0 : from - SLACK_MS;
  return (
    scenario.mayTellAgain === true && first > since && first < until + SLACK_MS
  );
}
