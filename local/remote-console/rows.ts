import { channels } from "../../shared/channels/channels.ts";
import type { Day } from "../../shared/messages/day.ts";
import type { MessageDocument } from "../../shared/messages/message-document.ts";
import { countQueries } from "../../shared/stats/count-query.ts";
import { MAX_ROWS, MAX_ROW_READS_PER_MINUTE, MINUTE_MS } from "./limits.ts";
import type { SubscribedRows, MessageSource } from "./source.ts";

export interface RowsOptions {
  readonly source: Pick<MessageSource, "subscribe">;
  /** Is told the names of messages whose documents are others now, or gone from here. */
  readonly onChange: (messages: Iterable<string>) => void;
  /** Is told that the rows pause, since more is read than may be, or go on. */
  readonly onPause: (isPaused: boolean) => void;
  /** Is told that nothing more comes, and why, until it is to follow anew; null when something comes again. */
  readonly onFailure: (error: unknown) => void;
  readonly clock?: () => number;
}

/** Some of a day's messages, as they change: of each state and channel so many, in the order of their names. */
export function createLiveRows(options: RowsOptions) {
  const { source, onChange, onPause, onFailure, clock = Date.now } = options;
  const found = new Map<string, SubscribedRows["documents"]>(); // by the query
  let stops: (() => void)[] = [];
  let followed: Day | undefined;
  let isPaused = false;
  let minute = { start: 0, reads: 0 };

  function end(): void {
    stops.forEach((stop) => stop());
    stops = [];
    followed = undefined;
  }

  function pause(next: boolean): void {
    if (isPaused === next) return;
    isPaused = next;
    onPause(next);
  }

  function take(id: string, rows: SubscribedRows): void {
    const before = [...(found.get(id)?.keys() ?? [])];
    found.set(id, rows.documents);
    const gone = before.filter((name) => !rows.documents.has(name));
    onChange(new Set([...rows.changed, ...gone]));
    onFailure(null);
    minute.reads += rows.reads;
    if (minute.reads < MAX_ROW_READS_PER_MINUTE) return;
    end();
    pause(true);
  }

  return {
    /** Follows a day's messages, unless it does already, or has read too much in this minute. */
    subscribe(day: Day): void {
      const time = clock();
      if (time - minute.start >= MINUTE_MS) minute = { start: time, reads: 0 };
      if (minute.reads >= MAX_ROW_READS_PER_MINUTE || followed === day) return;
      end();
      pause(false);
      followed = day;
      for (const { name: channel } of channels) {
        const queries = countQueries({ channel }, { from: day, to: day });
        for (const [kind, query] of Object.entries(queries)) {
          const stop = source.subscribe(
            query,
            MAX_ROWS,
            (rows) => take(`${channel} ${kind}`, rows),
            (error) => {
              end();
              onFailure(error);
            },
          );
          stops.push(stop);
        }
      }
    },
    /** The newest that is known of a message. */
    find(message: string): MessageDocument | undefined {
      const known = [...found.values()].flatMap(
        (documents) => documents.get(message) ?? [],
      );
      return known.sort(newestFirst)[0];
    },
    /** Follows nothing any more; what was found stays. */
    end,
    /** Forgets what was found, too. */
    clear(): void {
      end();
      const names = [...found.values()].flatMap((each) => [...each.keys()]);
      found.clear();
      onChange(names);
    },
  };
}

function newestFirst(one: MessageDocument, other: MessageDocument): number {
  const time = (of: MessageDocument) => of.updateTime ?? 0;
  const rank = (of: MessageDocument) => of.rank ?? 0;
  return time(other) - time(one) || rank(other) - rank(one);
}
