import { Command } from "commander";
import { formatTimestamp, now } from "../../shared/runtime/timestamp.ts";
import { formatDuration } from "./duration.ts";
import { withQueue, type QueueOptions } from "./open-queue.ts";
import { addFilters, addQueueOptions } from "./options.ts";
import { readSelected } from "./read-selected.ts";
import type { Filters } from "./selection.ts";
import { summarize, toJson, type Summary } from "./summarize.ts";
import { toTable } from "./table.ts";

interface ListOptions extends QueueOptions, Filters {
  readonly json?: true;
}

/** `receipts dead-letters list`: what waits, and why. */
export function createList(): Command {
  const command = new Command("list").description(
    "Lists dead letters, the oldest first, and leaves them where they are. It never shows what is in them.",
  );
  return addFilters(addQueueOptions(command)).action((options: ListOptions) =>
    withQueue(options, async (queue) => {
      const { letters, skipped } = await readSelected(
        queue,
        options,
        summarize,
      );
      const time = now();
      if (options.json) {
        const list = letters.map((letter) => toJson(letter, time));
        console.log(JSON.stringify(list, null, 2));
        return;
      }
      if (letters.length > 0) {
        const rows = letters.map((letter) => toRow(letter, time));
        for (const line of toTable(HEADING, rows)) console.log(line);
      }
      console.error(describeCount(letters.length, skipped, options));
    }),
  );
}

const HEADING = [
  ...["ID", "TIME", "AGE", "BYTES", "TRIES", "SOURCE", "CHANNEL", "AGENT"],
  "REASON",
];

function toRow(letter: Summary, time: number): string[] {
  const { id, source, channel, agent, attempts, bytes, reason } = letter;
  return [
    id,
    `${formatTimestamp(letter.time).slice(0, 19)}Z`,
    formatDuration(time - letter.time),
    String(bytes),
    String(attempts ?? "-"),
    source ?? "-",
    channel ?? "-",
    agent ?? "-",
    reason,
  ];
}

function describeCount(
  count: number,
  others: number,
  { project }: ListOptions,
): string {
  const noun = count === 1 ? "dead letter" : "dead letters";
  const more = others > 0 ? `, and ${others} that the filters leave out` : "";
  const hidden =
    count + others === 0 && project !== undefined
      ? " Those that somebody read within the last minutes may be held back."
      : "";
  return `${count === 0 ? "No" : count} ${noun}${more}.${hidden}`;
}
