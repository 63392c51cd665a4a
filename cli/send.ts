import { Command, Option } from "commander";
import { channels } from "../shared/channels.ts";
import { now } from "../shared/timestamp.ts";
import { UserError } from "./fail.ts";
import { parseMessage } from "./message-argument.ts";
import { json, parseCount, parseUrl } from "./options.ts";
import { request } from "./request.ts";

interface SendOptions {
  readonly url: string;
  readonly key: string;
  readonly agent?: string;
  readonly message?: string;
  readonly count: number;
  readonly read?: true;
  readonly json?: true;
}

/** `receipts send`: posts a signed sample to a webhook, as the platform would. */
export const send = new Command("send")
  .description("Posts a signed sample payload of receipts to a webhook.")
  .addOption(
    new Option("--url <url>", "the webhook")
      .default("http://localhost:8080/webhook")
      .argParser(parseUrl),
  )
  .addOption(
    new Option("--key <key>", "the key that signs the payload")
      .env("WEBHOOK_KEY")
      .default("local-key", "the local stack's"),
  )
  .option("--agent <name>", "the agent's name, such as brands/B/agents/A")
  .addOption(
    new Option("--message <name>", "the message's name (default: made up)")
      .argParser(parseMessage)
      .conflicts("count"),
  )
  .option(
    "--count <number>",
    "how many receipts the payload has",
    parseCount,
    1,
  )
  .option("--read", "READ receipts; DELIVERED ones otherwise")
  .addOption(json())
  .action(async (options: SendOptions) => {
    const { url, key, agent, message, count } = options;
    const receiptType = options.read ? "READ" : "DELIVERED";
    const sample = channels[0].createSample({
      messages: message === undefined ? undefined : [message],
      count,
      receiptType,
      agent,
      key,
      time: now(),
    });
    const { headers, body, messages } = sample;
    const { status, text } = await request(url, {
      method: "POST",
      headers,
      body,
    });
    if (options.json) {
      console.log(JSON.stringify({ status, receiptType, messages }, null, 2));
    }
    if (status !== 200) {
      throw new UserError(`The webhook answered ${status}. ${text}`.trim());
    }
    if (options.json) return;
    console.log(`The webhook took ${messages.length} ${receiptType}:`);
    for (const name of messages) console.log(`  ${name}`);
  });
