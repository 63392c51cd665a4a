import type { MessageCounter, Period } from "./count-query.ts";
import { formatDay } from "../messages/day.ts";
import { clampToRetention } from "./clamp-to-retention.ts";
import { medianSecondsToRead } from "./median-seconds-to-read.ts";
import type { MessageDocument } from "../messages/message-document.ts";
import { sumCounts, type Counts } from "./counts.ts";
import { createStatsRows, type CountedRow } from "./rows.ts";
import type { Micros } from "../runtime/timestamp.ts";

/** The headline figures of a period, as people and programs read them. */
export interface StatsReport {
  /** The first day and the last, in UTC, such as 2026-01-31. */
  readonly from: string;
  readonly to: string;
  readonly rows: readonly StatsRow[];
  readonly total: Stats;
  /** What the figures leave open, in sentences. */
  readonly notes: readonly string[];
}

export interface Stats extends Counts {
  /** The median of the seconds from delivered to read; null where it is not known. */
  readonly medianSecondsToRead: number | null;
}

export interface StatsRow extends CountedRow, Stats {}

export interface StatsQuery {
  readonly period: Period;
  readonly channels: readonly string[];
  /** Each is looked for in each channel; undefined asks for all. */
  readonly agents: readonly string[] | undefined;
  readonly now: Micros;
  readonly retentionMicros: Micros;
}

export interface StatsSource {
  readonly counter: MessageCounter;
  /** All there are, where that is not too much to read: they tell medians, and which agents there are. */
  readonly documents?: readonly MessageDocument[];
}

/**
 * Counts what was asked for. Throws NothingKeptError.
 * @param onProgress is told how many of the agents and channels are counted
 */
export async function createStatsReport(
  { counter, documents }: StatsSource,
  question: StatsQuery,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<StatsReport> {
  const { channels, agents, now, retentionMicros } = question;
  const kept = clampToRetention(question.period, now, retentionMicros);
  const { period } = kept;
  const asked = documents?.filter(
    ({ channel = "", agent = "" }) =>
      channels.includes(channel) && (agents?.includes(agent) ?? true),
  );
  const median = (chosen = asked) =>
    chosen ? medianSecondsToRead(chosen, period) : null;

  const counted = await createStatsRows(
    { counter, documents: asked, channels, agents, period },
    onProgress,
  );
  return {
    from: formatDay(period.from),
    to: formatDay(period.to),
    rows: counted.map((line) => ({
      ...line,
      medianSecondsToRead: median(
        asked?.filter(
          ({ channel, agent = null }) =>
            channel === line.channel && agent === line.agent,
        ),
      ),
    })),
    total: { ...sumCounts(counted), medianSecondsToRead: median() },
    notes: [
      "Read is the least that is true: users may switch read receipts off.",
      ...(agents
        ? ["Agents' reads count here only if their events name the agent."]
        : []),
      ...(kept.note === undefined ? [] : [kept.note]),
    ],
  };
}
