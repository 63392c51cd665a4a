import { Command } from "commander";
import { describeOutcomes } from "./describe-outcomes.ts";
import { deadLettersNotFound } from "./dead-letters-not-found.ts";
import { withQueue, type QueueOptions } from "./open-queue.ts";
import { addFilters, addQueueOptions } from "./options.ts";
import { createProgress } from "./progress.ts";
import { readSelected } from "./read-selected.ts";
import { replayDeadLetters } from "./replay-dead-letters.ts";
import { toSelection, type Filters } from "./selection.ts";

interface ReplayOptions extends QueueOptions, Filters {
  readonly all?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `receipts dead-letters replay`: back to where they came from. */
export function createReplay(): Command {
  const command = new Command("replay")
    .description(
      "Sends dead letters back to where they came from. It may be interrupted and repeated without harm.",
    )
    .argument("[ids...]", "the letters' ids")
    .option("--all", "all that pass the filters")
    .option("--dry-run", "only say what would be done");
  return addFilters(addQueueOptions(command)).action(
    (ids: string[], options: ReplayOptions) =>
      withQueue(options, async (queue) => {
        const selection = toSelection(ids, options);
        const chosen = await readSelected(
          queue,
          selection,
          (letter) => letter,
          ({ data }) => data.length,
        );
        const { letters, missing, skipped } = chosen;
        const dryRun = options.dryRun === true;
        const { stderr } = process;
        const progress = createProgress(stderr, letters.length, "Replaying");
        const outcomes = await replayDeadLetters(queue, letters, {
          dryRun,
          onProgress: (done) => progress.show(done),
        });
        progress.end();
        const report = { outcomes, skipped, dryRun };
        if (options.json) console.log(JSON.stringify(report, null, 2));
        else for (const line of describeOutcomes(report)) console.log(line);
        if (!chosen.isComplete) {
          console.error("There are more: run this again for the rest.");
        }
        if (outcomes.some(({ outcome }) => outcome === "FAILED")) {
          process.exitCode = 1;
        }
        if (missing.length > 0) throw deadLettersNotFound(missing);
      }),
  );
}
