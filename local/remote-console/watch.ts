import { toDay } from "../../shared/messages/day.ts";
import type { createStats } from "./stats.ts";
import { POLL_INTERVAL_MS, IDLE_GRACE_MS } from "./limits.ts";
import type { createLiveRows } from "./rows.ts";
import type { MessageSource } from "./source.ts";

export interface WatchOptions {
  readonly source: Pick<MessageSource, "probe">;
  readonly rows: Pick<
    ReturnType<typeof createLiveRows>,
    "subscribe" | "end" | "clear"
  >;
  readonly stats: Pick<ReturnType<typeof createStats>, "refresh">;
  /** Is told that Firestore can't be asked, and why; null when it answers. */
  readonly onFailure: (error: unknown) => void;
  readonly clock?: () => number;
  readonly pollIntervalMs?: number;
  readonly idleGraceMs?: number;
}

/** Keeps rows and figures fresh while a page is open, and sees when the connection is lost and back. */
export function createWatch(options: WatchOptions) {
  const { source, rows, stats, onFailure, clock = Date.now } = options;
  const { pollIntervalMs = POLL_INTERVAL_MS, idleGraceMs = IDLE_GRACE_MS } =
    options;
  let next: NodeJS.Timeout | undefined;
  let end: NodeJS.Timeout | undefined;
  let round: symbol | undefined; // while pages are open
  let isLost = false;

  async function poll(own: symbol): Promise<void> {
    const isOver = () => round !== own;
    try {
      await source.probe();
      if (isOver()) return;
      if (isLost) rows.end(); // following by itself could take a minute to come back
      isLost = false;
      onFailure(null);
      rows.subscribe(toDay(clock() * 1000));
      void stats.refresh();
    } catch (error) {
      if (isOver()) return;
      isLost = true;
      onFailure(error);
    }
    next = setTimeout(() => void poll(own), pollIntervalMs).unref();
  }

  function stop(): void {
    round = undefined;
    clearTimeout(next);
    clearTimeout(end);
    rows.clear();
  }

  return {
    /** Whether a page is open. */
    viewersChanged(isWatched: boolean): void {
      clearTimeout(end);
      if (!isWatched) end = setTimeout(stop, idleGraceMs).unref();
      else if (!round) {
        round = Symbol();
        void poll(round);
      }
    },
    stop,
  };
}
