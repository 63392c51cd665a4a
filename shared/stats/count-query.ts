import type { Day } from "../messages/day.ts";
import { RANKS } from "../messages/message-document.ts";

/** Which messages to count: those of every shard with exactly these values, and with a day in the period. */
export interface CountQuery {
  readonly equal: Readonly<Partial<Record<EqualField, string | number>>>;
  readonly dayField: "day" | "expiredDay" | "agentRead.day";
  readonly period: Period;
}

type EqualField = "channel" | "agent" | "rank" | "agentRead.status";

/** Both days included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Whose messages: an agent's, or a whole channel's, those without an agent included. */
export interface Scope {
  readonly channel: string;
  readonly agent?: string;
}

/** What counts messages. */
export interface MessageCounter {
  count(query: CountQuery): Promise<number>;
}

/** The fields of the index that answers a query: the shard first, what grows last. */
export function indexFieldsFor({ equal, dayField }: CountQuery): string[] {
  return ["shard", ...Object.keys(equal), dayField];
}

/**
 * What is counted: messages by the last stage that is known of them, on the day that they reached the user or were
 * revoked, and agents' reads by what became of them, on the day that it did.
 */
export function countQueries(scope: Scope, period: Period) {
  const { channel, agent } = scope;
  const whose = { channel, ...(agent !== undefined && { agent }) };
  const ofRank = (
    rank: number,
    dayField: "day" | "expiredDay" = "day",
  ): CountQuery => ({ equal: { ...whose, rank }, dayField, period });
  const ofAgentReads = (status: "SENT" | "FAILED"): CountQuery => ({
    equal: { ...whose, "agentRead.status": status },
    dayField: "agentRead.day",
    period,
  });
  return {
    expired: ofRank(RANKS.EXPIRED, "expiredDay"),
    deliveredOnly: ofRank(RANKS.DELIVERED),
    read: ofRank(RANKS.READ),
    sent: ofAgentReads("SENT"),
    failed: ofAgentReads("FAILED"),
  };
}
