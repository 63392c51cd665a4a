import type { Micros } from "../../shared/runtime/timestamp.ts";
import { known, messageFacts, percentile, userMessageFacts } from "./stats.ts";
import type { Seed } from "./seed.ts";

/** What a person wants to know of an agent. */
export interface Headline {
  readonly channel: string;
  /** undefined: of messages whose receipts name none. */
  readonly agent: string | undefined;
  /** Messages that reached the user, those that are only known to be read among them. */
  readonly delivered: number;
  readonly read: number;
  /** Of the delivered; users may hide what they read. undefined if none was delivered. */
  readonly readRateAtLeast: number | undefined;
  readonly medianSecondsToRead: number | undefined;
  readonly p95SecondsToRead: number | undefined;
  /** Revoked before they reached the user. */
  readonly expired: number;
  /** Users' messages that an agent read. */
  readonly agentReads: number;
  readonly medianSecondsToAgentRead: number | undefined;
  readonly p95SecondsToAgentRead: number | undefined;
}

/**
 * The headline figures of each agent that has any, by channel and agent. A message counts when it reached the
 * user (or expired), an agent read when it happened: from `from` up to, but not including, `to`.
 */
export function headline(
  seed: Seed,
  { from = 0, to = Infinity }: { from?: Micros; to?: Micros } = {},
): Headline[] {
  const isIn = (time: Micros | undefined) =>
    time !== undefined && time >= from && time < to;
  const sent = messageFacts(seed);
  const reached = sent.filter(({ reachedTime }) => isIn(reachedTime));
  const expired = sent.filter(({ expiredTime }) => isIn(expiredTime));
  const answered = userMessageFacts(seed).filter((m) => isIn(m.readTime));
  const of = ({
    channel,
    agent,
  }: {
    channel: string;
    agent?: string | undefined;
  }) => JSON.stringify([channel, agent ?? ""]);
  const keys = new Set([...reached, ...expired, ...answered].map(of));
  return [...keys].sort().map((key) => {
    const its = <T extends { channel: string; agent: string | undefined }>(
      list: readonly T[],
    ) => list.filter((each) => of(each) === key);
    const [channel, agent] = JSON.parse(key) as [string, string];
    const delivered = its(reached);
    const read = delivered.filter(({ isRead }) => isRead);
    const toRead = known(delivered.map((m) => m.secondsToRead));
    const toAgent = known(its(answered).map((m) => m.secondsToAgentRead));
    return {
      channel,
      agent: agent === "" ? undefined : agent,
      delivered: delivered.length,
      read: read.length,
      readRateAtLeast:
        delivered.length === 0 ? undefined : read.length / delivered.length,
      medianSecondsToRead: percentile(toRead, 50),
      p95SecondsToRead: percentile(toRead, 95),
      expired: its(expired).length,
      agentReads: its(answered).length,
      medianSecondsToAgentRead: percentile(toAgent, 50),
      p95SecondsToAgentRead: percentile(toAgent, 95),
    };
  });
}
