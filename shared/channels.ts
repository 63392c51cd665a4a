import type { Channel, MessageName } from "./channel.ts";
import { businessMessages } from "./channels/business-messages/channel.ts";

/** Every channel that this service speaks. */
export const channels: readonly [Channel, ...Channel[]] = [businessMessages];

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
