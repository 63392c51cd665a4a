import {
  countQueries,
  type MessageCounter,
  type Period,
  type Scope,
} from "./count-query.ts";

/** How many messages; users may switch read receipts off, so `read` and `readRate` are the least that is true. */
export interface Counts {
  /** Messages that reached the user, those that are only known to be read among them. */
  readonly delivered: number;
  readonly read: number;
  /** Of those that were delivered; null if none was. */
  readonly readRate: number | null;
  /** Revoked, and never delivered. */
  readonly expired: number;
  /** Users' messages that an agent read: the platform was told, or refused to know. */
  readonly agentReads: { readonly sent: number; readonly failed: number };
}

/** Counts one agent's messages, or a whole channel's. */
export async function countMessages(
  counter: MessageCounter,
  scope: Scope,
  period: Period,
): Promise<Counts> {
  const queries = countQueries(scope, period);
  const [expired, deliveredOnly, read, sent, failed] = await Promise.all([
    counter.count(queries.expired),
    counter.count(queries.deliveredOnly),
    counter.count(queries.read),
    counter.count(queries.sent),
    counter.count(queries.failed),
  ]);
  return toCounts({
    delivered: deliveredOnly + read,
    read,
    expired,
    sent,
    failed,
  });
}

/** The sum of all; of nothing it is zero. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum = (numberOf: (counts: Counts) => number) =>
    all.reduce((total, counts) => total + numberOf(counts), 0);
  return combine(sum);
}

/** What is left of a whole when its parts are taken away. It may change between two counts: never below zero. */
export function subtract(whole: Counts, parts: readonly Counts[]): Counts {
  const sum = sumCounts(parts);
  return combine((numberOf) => Math.max(0, numberOf(whole) - numberOf(sum)));
}

/** Whether anything was counted. */
export function isEmpty({ delivered, expired, agentReads }: Counts): boolean {
  return delivered + expired + agentReads.sent + agentReads.failed === 0;
}

function combine(of: (numberOf: (counts: Counts) => number) => number): Counts {
  return toCounts({
    delivered: of(({ delivered }) => delivered),
    read: of(({ read }) => read),
    expired: of(({ expired }) => expired),
    sent: of(({ agentReads }) => agentReads.sent),
    failed: of(({ agentReads }) => agentReads.failed),
  });
}

function toCounts(
  numbers: Record<"delivered" | "read" | "expired" | "sent" | "failed", number>,
): Counts {
  const { delivered, read, expired, sent, failed } = numbers;
  return {
    delivered,
    read,
    readRate: delivered === 0 ? null : read / delivered,
    expired,
    agentReads: { sent, failed },
  };
}
