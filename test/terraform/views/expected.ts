import {
  formatTimestamp,
  type Micros,
} from "../../../shared/runtime/timestamp.ts";
import {
  known,
  percentile,
  type MessageFacts,
  type UserMessageFacts,
} from "../../support/stats.ts";
import type { Row } from "./warehouse.ts";

// The rows of each view, from the facts by their definitions.

export const timeOf = (time: Micros | undefined) =>
  time === undefined ? null : formatTimestamp(time);
const dayOf = (time: Micros | undefined) => String(timeOf(time)).slice(0, 10);
const hourOf = (time: Micros | undefined) =>
  Number(String(timeOf(time)).slice(11, 13));

const agentOf = ({ agent }: { agent: string | undefined }) => agent ?? null;

/** One row for each group of facts that have the same key. */
function rowsBy<T>(
  facts: readonly T[],
  keyOf: (fact: T) => Row,
  count: (group: readonly T[]) => Row,
): Row[] {
  const groups = Map.groupBy(facts, (fact) => JSON.stringify(keyOf(fact)));
  return [...groups].map(([key, group]) => ({
    ...(JSON.parse(key) as Row),
    ...count(group),
  }));
}

function readRates(delivered: readonly MessageFacts[]): Row {
  const read = delivered.filter(({ isRead }) => isRead);
  const seconds = known(delivered.map((fact) => fact.secondsToRead));
  return {
    delivered: delivered.length,
    read_lower_bound: read.length,
    read_rate_lower_bound: read.length / delivered.length,
    messages_with_latency: seconds.length,
    median_seconds_to_read: percentile(seconds, 50) ?? null,
    p95_seconds_to_read: percentile(seconds, 95) ?? null,
  };
}

const reached = (facts: readonly MessageFacts[]) =>
  facts.filter(({ reachedTime }) => reachedTime !== undefined);

export const readRatesDaily = (facts: readonly MessageFacts[]) =>
  rowsBy(
    reached(facts),
    (fact) => ({
      channel: fact.channel,
      agent: agentOf(fact),
      day: dayOf(fact.reachedTime),
    }),
    readRates,
  );

export const readRatesByHour = (facts: readonly MessageFacts[]) =>
  rowsBy(
    reached(facts),
    (fact) => ({
      channel: fact.channel,
      agent: agentOf(fact),
      hour: hourOf(fact.reachedTime),
    }),
    readRates,
  );

export const agentResponsesDaily = (facts: readonly UserMessageFacts[]) =>
  rowsBy(
    facts,
    (fact) => ({
      channel: fact.channel,
      agent: agentOf(fact),
      day: dayOf(fact.readTime),
    }),
    (group) => {
      const seconds = known(group.map((fact) => fact.secondsToAgentRead));
      return {
        agent_reads: group.length,
        messages_with_latency: seconds.length,
        median_seconds_to_agent_read: percentile(seconds, 50) ?? null,
        p95_seconds_to_agent_read: percentile(seconds, 95) ?? null,
      };
    },
  );

export function conversations(
  messages: readonly MessageFacts[],
  userMessages: readonly UserMessageFacts[],
): Row[] {
  return rowsBy<MessageFacts | UserMessageFacts>(
    [...messages, ...userMessages],
    (fact) => ({
      channel: fact.channel,
      agent: agentOf(fact),
      conversation: fact.conversation,
    }),
    (group) => {
      const sent = group.filter((fact) => "isRead" in fact);
      const its = messages.filter((fact) => sent.includes(fact));
      const times = group.map((fact) =>
        "isRead" in fact
          ? (fact.reachedTime ?? fact.expiredTime ?? 0)
          : fact.readTime,
      );
      return {
        messages: its.length,
        delivered: reached(its).length,
        read_lower_bound: its.filter(({ isRead }) => isRead).length,
        expired: its.filter((fact) => fact.expiredTime !== undefined).length,
        agent_reads: group.length - its.length,
        last_time: timeOf(Math.max(...times)),
      };
    },
  );
}
