import { messageFacts, known, percentile } from "./stats.ts";
import { headline } from "./headline.ts";
import { SEED, SEED_START } from "./seed.ts";
import { MICROS_PER_DAY, now } from "../../shared/runtime/timestamp.ts";

/** Long enough for a stack to show all of the seed today. */
export const SEED_RETENTION = now() - SEED_START + 30 * MICROS_PER_DAY;

/** What the console has to show of the seed, by the definitions of the figures. */
export function seedFigures() {
  const lines = headline(SEED);
  const sum = (numberOf: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + numberOf(line), 0);
  return {
    delivered: sum(({ delivered }) => delivered),
    read: sum(({ read }) => read),
    expired: sum(({ expired }) => expired),
    agentReads: sum(({ agentReads }) => agentReads),
    medianSecondsToRead: percentile(
      known(messageFacts(SEED).map((message) => message.secondsToRead)),
      50,
    ),
  };
}
