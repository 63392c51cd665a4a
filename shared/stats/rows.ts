import type { MessageCounter, Period, Scope } from "./count-query.ts";
import type { MessageDocument } from "../messages/message-document.ts";
import {
  sumCounts,
  countMessages,
  isEmpty,
  subtract,
  type Counts,
} from "./counts.ts";

/** AGENT: one agent. CHANNEL: a whole channel. NO_AGENT: the messages of a channel that name no agent. */
export interface CountedRow extends Counts {
  readonly scope: "AGENT" | "CHANNEL" | "NO_AGENT";
  /** Null for an agent without messages in any channel. */
  readonly channel: string | null;
  readonly agent: string | null;
}

interface Wanted {
  readonly counter: MessageCounter;
  readonly documents: readonly MessageDocument[] | undefined;
  readonly channels: readonly string[];
  readonly agents: readonly string[] | undefined;
  readonly period: Period;
}

/**
 * A line an agent, if agents are named or the documents tell them, and otherwise a line a channel. The lines add up
 * to the total: what names no agent has a line of its own.
 */
export async function createStatsRows(
  { counter, documents, channels, agents, period }: Wanted,
  onProgress: (done: number, total: number) => void,
): Promise<CountedRow[]> {
  const ofAgents = agents
    ? channels.flatMap((channel) => agents.map((agent) => ({ channel, agent })))
    : findAgents(documents ?? []);
  const ofChannels = agents ? [] : channels.map((channel) => ({ channel }));
  const scopes: readonly Scope[] = [...ofChannels, ...ofAgents];

  const counts = new Map<Scope, Counts>();
  for (const scope of scopes) {
    onProgress(counts.size, scopes.length);
    counts.set(scope, await countMessages(counter, scope, period));
  }
  onProgress(scopes.length, scopes.length);
  const countsOf = (scope: Scope) => counts.get(scope) ?? sumCounts([]);

  const agentLines = ofAgents
    .map((whose) => ({ scope: "AGENT" as const, ...whose, ...countsOf(whose) }))
    .filter((line) => !isEmpty(line));
  const otherLines = ofChannels
    .map((whose) => {
      const { channel } = whose;
      const own = agentLines.filter((line) => line.channel === channel);
      return {
        scope: documents ? ("NO_AGENT" as const) : ("CHANNEL" as const),
        channel,
        agent: null,
        ...subtract(countsOf(whose), own),
      };
    })
    .filter((line) => line.scope === "CHANNEL" || !isEmpty(line));
  const missing = (agents ?? [])
    .filter((agent) => !agentLines.some((line) => line.agent === agent))
    .map((agent) => ({
      scope: "AGENT" as const,
      channel: null,
      agent,
      ...sumCounts([]),
    }));
  return [...agentLines, ...otherLines, ...missing];
}

/** Each agent of each channel that the documents name, in order. */
function findAgents(documents: readonly MessageDocument[]): Required<Scope>[] {
  const keys = documents.flatMap(({ channel, agent }) =>
    channel === undefined || agent === undefined
      ? []
      : [JSON.stringify([channel, agent])],
  );
  return [...new Set(keys)].sort().map((key) => {
    const [channel = "", agent = ""] = JSON.parse(key) as string[];
    return { channel, agent };
  });
}
