import { Command } from "commander";
import { formatTimestamp, now } from "../../shared/runtime/timestamp.ts";
import { formatDuration } from "./duration.ts";
import { deadLettersNotFound } from "./dead-letters-not-found.ts";
import { withQueue, type QueueOptions } from "./open-queue.ts";
import { addQueueOptions } from "./options.ts";
import { escapeControlCharacters } from "./escape-control-characters.ts";
import type { DeadLetterMessage } from "./queue.ts";
import { readSelected } from "./read-selected.ts";
import { summarize, toJson } from "./summarize.ts";

interface ShowOptions extends QueueOptions {
  readonly body?: true;
  readonly json?: true;
}

/** `receipts dead-letters show`: everything of one letter. */
export function createShow(): Command {
  const command = new Command("show")
    .description("Shows a dead letter, and leaves it where it is.")
    .argument("<id>", "the letter's id")
    .option(
      "--body",
      "show its bytes, too: they may hold what a user wrote, or a phone number",
    );
  return addQueueOptions(command).action((id: string, options: ShowOptions) =>
    withQueue(options, async (queue) => {
      const selection = { ids: new Set([id]) };
      const chosen = await readSelected(queue, selection, (letter) => letter);
      const [letter] = chosen.letters;
      if (!letter) throw deadLettersNotFound([id]);
      if (options.json) printJson(letter, options);
      else printText(letter, options);
    }),
  );
}

function printJson(letter: DeadLetterMessage, { body }: ShowOptions): void {
  const { attributes, data } = letter;
  const text = { body: data.toString(), data: data.toString("base64") };
  const whole = {
    ...toJson(summarize(letter), now()),
    attributes,
    ...(body && text),
  };
  console.log(JSON.stringify(whole, null, 2));
}

function printText(letter: DeadLetterMessage, { body }: ShowOptions): void {
  const { reason, source, channel, agent, attempts, origin } =
    summarize(letter);
  const rows: [string, string | number | null][] = [
    ["reason", reason],
    ["source", source],
    ["came from", origin],
    ["since", formatTimestamp(letter.time)],
    ["age", formatDuration(now() - letter.time)],
    ["channel", channel],
    ["agent", agent],
    ["tries", attempts],
    ["bytes", letter.data.length],
    ...Object.entries(letter.attributes)
      .filter(([name]) => name !== "reason")
      .map(([name, value]): [string, string] => [
        "attribute",
        `${name}=${value}`,
      ]),
  ];
  console.log(escapeControlCharacters(letter.id));
  for (const [label, value] of rows) {
    if (value === null) continue;
    console.log(
      `  ${label.padEnd(11)}${escapeControlCharacters(String(value))}`,
    );
  }
  if (body) console.log(`\n${escapeControlCharacters(letter.data.toString())}`);
  else {
    console.error(
      "Its body is not shown, since it may hold what a user wrote. Add --body to see it.",
    );
  }
}
