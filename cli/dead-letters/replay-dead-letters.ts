import { mapConcurrently } from "./map-concurrently.ts";
import { planReplay } from "./plan-replay.ts";
import {
  RefusedError,
  type DeadLetterMessage,
  type DeadLetterQueue,
} from "./queue.ts";

const AT_ONCE = 16;

/** UNUSABLE: it can't be tried again as things are, and stays. FAILED: it stays, too, and may work the next time. */
export interface Outcome {
  readonly id: string;
  readonly outcome: "REPLAYED" | "UNUSABLE" | "FAILED";
  /** Where it went. */
  readonly topics: readonly string[];
  readonly reason?: string;
}

/**
 * Sends letters back to where they came from. Each is removed only after everything that it becomes is
 * confirmed: whoever is interrupted in between sends it once more the next time, and loses nothing.
 */
export function replayDeadLetters(
  queue: DeadLetterQueue,
  letters: readonly DeadLetterMessage[],
  options: {
    readonly dryRun: boolean;
    readonly onProgress: (done: number) => void;
  },
): Promise<Outcome[]> {
  let done = 0;
  return mapConcurrently(letters, AT_ONCE, async (letter) => {
    const outcome = await replayLetter(queue, letter, options.dryRun);
    options.onProgress(++done);
    return { id: letter.id, ...outcome };
  });
}

async function replayLetter(
  queue: DeadLetterQueue,
  letter: DeadLetterMessage,
  dryRun: boolean,
): Promise<Omit<Outcome, "id">> {
  const plan = planReplay(letter);
  if ("reason" in plan) {
    return { outcome: "UNUSABLE", topics: [], reason: plan.reason };
  }
  const topics = plan.batches.map(({ topic }) => topic);
  if (dryRun) return { outcome: "REPLAYED", topics };
  const failed = (error: unknown, what: string) => {
    const outcome = error instanceof RefusedError ? "UNUSABLE" : "FAILED";
    return {
      outcome,
      topics,
      reason: `${what}${(error as Error).message}`,
    } as const;
  };
  try {
    for (const { topic, messages } of plan.batches) {
      await queue.publish(topic, messages);
    }
  } catch (error) {
    return failed(error, "");
  }
  try {
    await queue.remove(letter);
  } catch (error) {
    return failed(error, "It was sent back, but could not be removed. ");
  }
  return { outcome: "REPLAYED", topics };
}
