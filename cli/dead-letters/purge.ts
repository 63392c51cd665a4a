import { Command } from "commander";
import { confirm } from "../confirm.ts";
import { UserError } from "../../shared/runtime/user-error.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { deadLettersNotFound } from "./dead-letters-not-found.ts";
import { withQueue, type QueueOptions } from "./open-queue.ts";
import { addFilters, addQueueOptions } from "./options.ts";
import { createProgress } from "./progress.ts";
import { readSelected } from "./read-selected.ts";
import { toSelection, type Filters } from "./selection.ts";

const AT_ONCE = 16;

interface PurgeOptions extends QueueOptions, Filters {
  readonly all?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** `receipts dead-letters purge`: removes them for good. */
export function createPurge(): Command {
  const command = new Command("purge")
    .description("Removes dead letters for good.")
    .argument("[ids...]", "the letters' ids")
    .option("--all", "all that pass the filters")
    .option("--yes", "don't ask");
  return addFilters(addQueueOptions(command)).action(
    (ids: string[], options: PurgeOptions) =>
      withQueue(options, async (queue) => {
        const selection = toSelection(ids, options);
        const chosen = await readSelected(queue, selection, (letter) => ({
          ...letter,
          data: Buffer.alloc(0), // not needed
        }));
        const { letters, missing, skipped } = chosen;
        if (letters.length > 0 && options.yes !== true) {
          await requireConfirmation(letters.length);
        }
        const { stderr } = process;
        const progress = createProgress(stderr, letters.length, "Removing");
        let removed = 0;
        try {
          await mapConcurrently(letters, AT_ONCE, async (letter) => {
            await queue.remove(letter);
            progress.show(++removed);
          });
        } finally {
          progress.end();
        }
        if (options.json) console.log(JSON.stringify({ removed, skipped }));
        else console.log(`Removed ${removed}, left ${skipped}.`);
        if (missing.length > 0) throw deadLettersNotFound(missing);
      }),
  );
}

async function requireConfirmation(count: number): Promise<void> {
  const letters = count === 1 ? "1 dead letter" : `${count} dead letters`;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UserError(
      `Nothing was removed: ${letters} would be, for good. Say --yes to remove without being asked.`,
    );
  }
  const question = `Remove ${letters}? It can't be undone.`;
  if (await confirm(question, process.stdin, process.stderr)) return;
  throw new UserError("Nothing was removed.");
}
