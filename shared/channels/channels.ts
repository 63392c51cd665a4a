import * as z from "zod";
import type { Channel, MessageName } from "./channel.ts";
import { businessMessages } from "./business-messages/channel.ts";
import { rcs } from "./rcs/channel.ts";
import {
  parseConfiguration,
  type Environment,
} from "../runtime/configuration.ts";

/** Every channel that this service speaks. */
export const channels: readonly [Channel, ...Channel[]] = [
  businessMessages,
  rcs,
];

/** Returns the channel of a name. Throws RangeError if there is none. */
export function findChannel(name: string): Channel {
  const channel = channels.find((each) => each.name === name);
  if (!channel) throw new RangeError(`Unknown channel: ${name}.`);
  return channel;
}

export interface FoundMessage extends MessageName {
  readonly channel: Channel;
}

/** Reads a message's name, of whichever channel; undefined if it is no safe name of any. */
export function findMessage(name: string): FoundMessage | undefined {
  for (const channel of channels) {
    const found = channel.parseMessageName(name);
    if (found) return { ...found, channel };
  }
  return undefined;
}

/** Whether messages of some channel have this name up to `/messages/`, and so are documents below it. */
export function isConversation(name: string): boolean {
  return findMessage(`${name}/messages/x`)?.conversation === name;
}

/** How messages are named, of every channel: for an error or a help text. */
export function exampleMessages(): string {
  return channels.map(({ exampleMessage }) => exampleMessage).join(" or ");
}

/**
 * Returns the channels that `CHANNELS` names, such as `rcs,business-messages`. The variable is required, so that a
 * deployment never uses a platform that nobody chose. Throws ConfigurationError.
 */
export function enabledChannels(environment: Environment): Channel[] {
  const names = channels.map(({ name }) => name);
  const Variables = z.object({
    CHANNELS: z
      .string()
      .transform((text) => text.split(",").map((name) => name.trim()))
      .refine(
        (enabled) =>
          enabled.every((name) => names.includes(name)) &&
          new Set(enabled).size === enabled.length,
        `is not a list of different channels, such as ${names.join(",")}`,
      ),
  });
  const { CHANNELS } = parseConfiguration(Variables, environment);
  return channels.filter(({ name }) => CHANNELS.includes(name));
}
