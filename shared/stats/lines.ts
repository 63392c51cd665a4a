import type { MessageCounter, Period, Scope } from "./count-query.ts";
import type { MessageDocument } from "../messages/message-document.ts";
import type { StatsLine } from "./report.ts";
import {
  addUp,
  countMessages,
  isEmpty,
  subtract,
  type Counts,
} from "./counts.ts";

export type CountedLine = Omit<StatsLine, "medianSecondsToRead">;

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
export async function createStatsLines(
  { counter, documents, channels, agents, period }: Wanted,
  onProgress: (done: number, total: number) => void,
): Promise<CountedLine[]> {
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
  const countsOf = (scope: Scope) => counts.get(scope) ?? addUp([]);

  const agentLines = ofAgents
    .map((scope) => ({ of: "AGENT" as const, ...scope, ...countsOf(scope) }))
    .filter((line) => !isEmpty(line));
  const otherLines = ofChannels
    .map((scope) => {
      const { channel } = scope;
      const own = agentLines.filter((line) => line.channel === channel);
      return {
        of: documents ? ("NO_AGENT" as const) : ("CHANNEL" as const),
        channel,
        agent: null,
        ...subtract(countsOf(scope), own),
      };
    })
    .filter((line) => line.of === "CHANNEL" || !isEmpty(line));
  const missing = (agents ?? [])
    .filter((agent) => !agentLines.some((line) => line.agent === agent))
    .map((agent) => ({
      of: "AGENT" as const,
      channel: null,
      agent,
      ...addUp([]),
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
