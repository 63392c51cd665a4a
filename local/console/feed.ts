import type { Response } from "express";
import type { MessageState } from "../../shared/messages/message-state.ts";
import type { Hello } from "./hello.ts";
import { MAX_MESSAGES } from "./limits.ts";
import { createPages } from "./pages.ts";
import type { Update } from "./update.ts";

const FLUSH_MS = 100;
const CHUNK = 500;

export interface FeedSource {
  hello(): Hello;
  readState(message: string): Promise<MessageState | null | undefined>;
  /** What else there is to tell here. */
  readonly parts: {
    readonly [T in Topic]?: () => Exclude<Parts[T], undefined>;
  };
  /** Is told when the first page opens, and when the last one is gone. */
  onViewersChanged?(isWatched: boolean): void;
}

type Parts = Omit<Update, "messages" | "gone">;
export type Topic = keyof Parts;

/** Tells every open page what has changed, several times a second at most. */
export function createFeed(source: FeedSource) {
  const pages = createPages((isWatched) =>
    source.onViewersChanged?.(isWatched),
  );
  const known = new Map<string, number>(); // how often each changed, in the order in which they came
  const changed = new Set<string>();
  const topics = new Set<Topic>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function schedule(): void {
    if (!pages.areOpen() || isClosed) return;
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
  }

  async function flush(): Promise<void> {
    const names = [...changed].slice(0, CHUNK);
    names.forEach((name) => changed.delete(name));
    const told = new Set(topics);
    topics.clear();
    try {
      pages.tellAll({
        ...(names.length > 0 && (await statesOf(names))),
        ...partsOf(told),
      });
    } catch {
      pages.endAll(); // they connect anew
    }
    timer = undefined;
    if (changed.size + topics.size > 0) schedule();
  }

  function partsOf(topics: Iterable<Topic>): Parts {
    return Object.fromEntries(
      [...topics].map((topic) => [topic, source.parts[topic]?.()]),
    );
  }

  /** What changes meanwhile is left out: it is read again, and an old state must not be told after the new one. */
  async function statesOf(names: readonly string[]): Promise<Update> {
    const read = await Promise.all(
      names.map(async (name) => {
        const times = known.get(name);
        const state = await source.readState(name);
        return { name, state, isNewest: known.get(name) === times };
      }),
    );
    const newest = read.filter(({ isNewest }) => isNewest);
    const gone = newest.flatMap(({ name, state }) => (state ? [] : [name]));
    gone.forEach((name) => known.delete(name));
    return { messages: newest.flatMap(({ state }) => state ?? []), gone };
  }

  return {
    messageChanged(name: string): void {
      known.set(name, (known.get(name) ?? 0) + 1);
      if (known.size > MAX_MESSAGES) {
        const [oldest = ""] = known.keys();
        known.delete(oldest);
        changed.delete(oldest);
      }
      if (pages.areOpen()) changed.add(name);
      schedule();
    },
    changed(topic: Topic): void {
      topics.add(topic);
      schedule();
    },
    /** Tells a page all, and then what changes. */
    async open(response: Response): Promise<void> {
      const page = pages.open(response, source.hello());
      page.tell(partsOf(Object.keys(source.parts) as Topic[]));
      const names = [...known.keys()];
      try {
        for (let start = 0; start < names.length; start += CHUNK) {
          page.tell(await statesOf(names.slice(start, start + CHUNK)));
        }
      } catch {
        response.end();
      }
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
      pages.endAll();
    },
  };
}
