import { channels } from "../../shared/channels/channels.ts";
import { toDay } from "../../shared/messages/day.ts";
import type { MessageCounter } from "../../shared/stats/count-query.ts";
import {
  createStatsReport,
  type StatsReport,
} from "../../shared/stats/report.ts";
import {
  formatTimestamp,
  type Micros,
} from "../../shared/runtime/timestamp.ts";
import { DAYS, MAX_COUNT_READS_PER_MINUTE, MINUTE_MS } from "./limits.ts";

const INDEX_ENTRIES_PER_READ = 1000; // Firestore's pricing of aggregations

export interface StatsSnapshot extends StatsReport {
  /** When the counting began: RFC 3339. */
  readonly countedTime: string;
}

export interface StatsOptions {
  readonly counter: MessageCounter;
  readonly retentionMicros: Micros;
  readonly onChange: () => void;
  /** Is told why it could not be counted; null when it could. */
  readonly onFailure: (error: unknown) => void;
  readonly clock?: () => number;
}

/** The headline figures of the last days: counted anew once a minute at most, and less often where there is much to count. */
export function createStats(options: StatsOptions) {
  const { counter, retentionMicros, onChange, onFailure } = options;
  const clock = options.clock ?? Date.now;
  let newest: StatsSnapshot | null = null;
  let dueTime = 0;

  async function count(now: Micros): Promise<void> {
    let reads = 0;
    const counting: MessageCounter = {
      async count(query) {
        const found = await counter.count(query);
        reads += Math.max(1, Math.ceil(found / INDEX_ENTRIES_PER_READ));
        return found;
      },
    };
    const today = toDay(now);
    const report = await createStatsReport(
      { counter: counting },
      {
        period: { from: today - DAYS + 1, to: today },
        channels: channels.map(({ name }) => name),
        agents: undefined,
        now,
        retentionMicros,
      },
    );
    newest = { ...report, countedTime: formatTimestamp(now) };
    const minutes = Math.max(1, reads / MAX_COUNT_READS_PER_MINUTE);
    dueTime = now / 1000 + minutes * MINUTE_MS;
  }

  return {
    current: () => newest,
    /** Counts, if it is time. */
    async refresh(): Promise<void> {
      const time = clock();
      if (time < dueTime) return;
      dueTime = Infinity; // not twice at once
      try {
        await count(time * 1000);
        onFailure(null);
        onChange();
      } catch (error) {
        dueTime = time + MINUTE_MS;
        onFailure(error);
      }
    },
  };
}
