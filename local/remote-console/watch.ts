import { dayOf } from "../../shared/messages/day.ts";
import type { createFigures } from "./stats.ts";
import { BEAT_MS, LINGER_MS } from "./limits.ts";
import type { createLiveRows } from "./rows.ts";
import type { MessageSource } from "./source.ts";

export interface WatchOptions {
  readonly source: Pick<MessageSource, "probe">;
  readonly rows: Pick<
    ReturnType<typeof createLiveRows>,
    "follow" | "end" | "clear"
  >;
  readonly figures: Pick<ReturnType<typeof createFigures>, "refresh">;
  /** Is told that Firestore can't be asked, and why; null when it answers. */
  readonly onFailure: (error: unknown) => void;
  readonly clock?: () => number;
  readonly beatMs?: number;
  readonly lingerMs?: number;
}

/** Keeps rows and figures fresh while a page is open, and sees when the connection is lost and back. */
export function createWatch(options: WatchOptions) {
  const { source, rows, figures, onFailure, clock = Date.now } = options;
  const { beatMs = BEAT_MS, lingerMs = LINGER_MS } = options;
  let next: NodeJS.Timeout | undefined;
  let end: NodeJS.Timeout | undefined;
  let round: symbol | undefined; // while pages are open
  let isLost = false;

  async function beat(own: symbol): Promise<void> {
    const isOver = () => round !== own;
    try {
      await source.probe();
      if (isOver()) return;
      if (isLost) rows.end(); // following by itself could take a minute to come back
      isLost = false;
      onFailure(null);
      rows.follow(dayOf(clock() * 1000));
      void figures.refresh();
    } catch (error) {
      if (isOver()) return;
      isLost = true;
      onFailure(error);
    }
    next = setTimeout(() => void beat(own), beatMs).unref();
  }

  function stop(): void {
    round = undefined;
    clearTimeout(next);
    clearTimeout(end);
    rows.clear();
  }

  return {
    /** Whether a page is open. */
    watched(isWatched: boolean): void {
      clearTimeout(end);
      if (!isWatched) end = setTimeout(stop, lingerMs).unref();
      else if (!round) {
        round = Symbol();
        void beat(round);
      }
    },
    stop,
  };
}
