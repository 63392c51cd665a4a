import { findMessage } from "../../shared/channels/channels.ts";
import { parseTimestamp, type Micros } from "../../shared/runtime/timestamp.ts";
import type { Seed } from "./seed.ts";

// The figures by their definitions, in plain words: what the views and the command have to agree with.

/** One message of an agent's: the earliest time of each fact. */
export interface MessageFacts {
  readonly channel: string;
  readonly agent: string | undefined;
  readonly conversation: string;
  readonly message: string;
  /** When it had reached the user: delivered, or read where that came first or alone. */
  readonly reachedTime: Micros | undefined;
  readonly isRead: boolean;
  /** When it was revoked, if it never reached the user. */
  readonly expiredTime: Micros | undefined;
  /** From delivered to read, where both are known; 0 where the clocks disagree. */
  readonly secondsToRead: number | undefined;
}

/** One message of a user's that an agent read. */
export interface UserMessageFacts {
  readonly channel: string;
  readonly agent: string | undefined;
  readonly conversation: string;
  readonly message: string;
  readonly readTime: Micros;
  /** From sent to read, where both are known. */
  readonly secondsToAgentRead: number | undefined;
}

export function messageFacts({ receipts }: Pick<Seed, "receipts">) {
  return [...Map.groupBy(receipts, ({ message }) => message)].map(
    ([message, events]): MessageFacts => {
      const timeOf = (type: string) =>
        earliest(
          events
            .filter(({ receiptType }) => receiptType === type)
            .map(({ time }) => time),
        );
      const [delivered, read] = [timeOf("DELIVERED"), timeOf("READ")];
      const reachedTime = least([delivered, read]);
      return {
        channel: events[0]!.channel,
        agent: events.find(({ agent }) => agent !== undefined)?.agent,
        conversation: events[0]!.conversation,
        message,
        reachedTime,
        isRead: read !== undefined,
        expiredTime: reachedTime === undefined ? timeOf("EXPIRED") : undefined,
        secondsToRead: secondsBetween(delivered, read),
      };
    },
  );
}

export function userMessageFacts({ receipts, agentReads }: Seed) {
  return [...Map.groupBy(agentReads, ({ event }) => event.message)].map(
    ([message, published]): UserMessageFacts => {
      const { conversation = "", channel } = findMessage(message) ?? {};
      const readTime = earliest(
        published.map(
          ({ event, publishTime }) => event.readTime ?? publishTime,
        ),
      )!;
      const sent = earliest(published.map(({ event }) => event.messageTime));
      return {
        channel: channel?.name ?? "",
        agent:
          published.find(({ event }) => event.agent)?.event.agent ??
          receipts.find(
            (each) => each.conversation === conversation && each.agent,
          )?.agent,
        conversation,
        message,
        readTime,
        secondsToAgentRead: secondsBetween(sent, readTime),
      };
    },
  );
}

/** The smallest value that so many percent of the values do not exceed; undefined if there are none. */
export function percentile(values: readonly number[], percent: number) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1];
}

export const known = (values: readonly (number | undefined)[]): number[] =>
  values.filter((value) => value !== undefined);

function secondsBetween(from: Micros | undefined, to: Micros | undefined) {
  if (from === undefined || to === undefined) return undefined;
  return Math.max(0, to - from) / 1_000_000;
}

function least(times: readonly (Micros | undefined)[]): Micros | undefined {
  const [first] = known(times).sort((one, other) => one - other);
  return first;
}

function earliest(
  texts: readonly (string | null | undefined)[],
): Micros | undefined {
  return least(texts.map((text) => parseTimestamp(text ?? "")));
}
