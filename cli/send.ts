import { Command, Option } from "commander";
import type { Channel } from "../shared/channels/channel.ts";
import {
  channels,
  findChannel,
  findMessage,
} from "../shared/channels/channels.ts";
import { ReceiptType } from "../shared/events/receipt-event.ts";
import { now } from "../shared/runtime/timestamp.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import { parseMessage } from "./message-argument.ts";
import { json, parseCount, parseUrl } from "./options.ts";
import { request } from "./request.ts";

interface SendOptions {
  readonly url: string;
  readonly key: string;
  readonly agent?: string;
  readonly message?: string;
  readonly count: number;
  readonly channel?: string;
  readonly type?: ReceiptType;
  readonly read?: true;
  readonly json?: true;
}

/** `receipts send`: posts a signed sample to a webhook, as the platform would. */
export const send = new Command("send")
  .description("Posts signed sample payloads of receipts to a webhook.")
  .addOption(
    new Option(
      "--url <url>",
      "webhook URL, with or without the channel name at the end",
    )
      .default("http://localhost:8080/webhook")
      .argParser(parseUrl),
  )
  .addOption(
    new Option(
      "--channel <name>",
      "channel; needed unless --message names a message",
    ).choices(channels.map(({ name }) => name)),
  )
  .addOption(
    new Option("--key <key>", "the key that signs the payload")
      .env("WEBHOOK_KEY")
      .default("local-key", "the local stack's"),
  )
  .option("--agent <name>", "the agent's name, as the platform writes it")
  .addOption(
    new Option("--message <name>", "the message's name (default: made up)")
      .argParser(parseMessage)
      .conflicts("count"),
  )
  .option(
    "--count <number>",
    "how many receipts: in one payload, if the platform sends several in one",
    parseCount,
    1,
  )
  .addOption(
    new Option("--type <type>", "what is reported (default: DELIVERED)")
      .choices(ReceiptType.options)
      .conflicts("read"),
  )
  .option("--read", "short for --type READ")
  .addOption(json())
  .action(async (options: SendOptions) => {
    const { url, key, agent, message, count } = options;
    const channel = chooseChannel(options);
    const receiptType = options.read ? "READ" : (options.type ?? "DELIVERED");
    if (!channel.supportedReceiptTypes.includes(receiptType)) {
      throw new UserError(
        `${channel.name} does not report ${receiptType}, only ${channel.supportedReceiptTypes.join(", ")}.`,
      );
    }
    const samples = channel.simulator.createSamples({
      messages: message === undefined ? undefined : [message],
      count,
      receiptType,
      agent,
      key,
      time: now(),
    });
    const messages = samples.flatMap((sample) => sample.messages);
    if (!messages.every((name) => channel.parseMessageName(name))) {
      throw new UserError(`${agent} is no agent's name on ${channel.name}.`);
    }
    let status = 0;
    let text = "";
    const path = `/${channel.name}`;
    const webhook = url.endsWith(path) ? url : url + path;
    for (const { headers, body } of samples) {
      ({ status, text } = await request(webhook, {
        method: "POST",
        headers,
        body,
      }));
      if (status !== 200) break;
    }
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

function chooseChannel({ channel, message }: SendOptions): Channel {
  const inferred = findMessage(message ?? "")?.channel;
  if (channel === undefined) {
    if (inferred) return inferred;
    const names = channels.map(({ name }) => `--channel ${name}`).join(" or ");
    throw new UserError(
      `Choose a channel with ${names}, or name a message with --message.`,
    );
  }
  if (inferred && inferred.name !== channel) {
    throw new UserError(
      `The message belongs to channel ${inferred.name}, not ${channel}.`,
    );
  }
  return findChannel(channel);
}
