import type { Response } from "express";
import type { MessageState } from "../../shared/message-state.ts";
import { MAX_MESSAGES } from "./limits.ts";
import type { Update } from "./update.ts";

const FLUSH_MS = 100;
const CHUNK = 500;
const MAX_UNREAD_BYTES = 32_000_000;

/** What the page is told at first; all that it knew before is forgotten. */
export interface Hello {
  /** Where the page shows a deployed project instead of the local stack: to be looked at only. */
  readonly deployed?: {
    /** What lists its dead letters. */
    readonly deadLettersCommand: string;
    /** No more rows of one state and channel come. */
    readonly maxRows: number;
  };
  readonly backend: string;
  readonly channels: readonly {
    readonly name: string;
    readonly samples: readonly {
      readonly id: string;
      readonly label: string;
    }[];
  }[];
}

export interface FeedSource {
  hello(): Hello;
  readState(message: string): Promise<MessageState | null | undefined>;
  /** What else there is to tell here. */
  readonly parts: {
    readonly [T in Topic]?: () => Exclude<Parts[T], undefined>;
  };
  /** Is told when the first page opens, and when the last one is gone. */
  onWatched?(isWatched: boolean): void;
}

type Parts = Omit<Update, "messages" | "gone">;
export type Topic = keyof Parts;

/** Tells every open page what has changed, several times a second at most (server-sent events). */
export function createFeed(source: FeedSource) {
  const clients = new Set<Response>();
  const known = new Set<string>(); // in the order in which they came
  const changed = new Set<string>();
  const topics = new Set<Topic>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function schedule(): void {
    if (clients.size === 0 || isClosed) return;
    timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
  }

  async function flush(): Promise<void> {
    const names = [...changed].slice(0, CHUNK);
    names.forEach((name) => changed.delete(name));
    const told = new Set(topics);
    topics.clear();
    try {
      const update: Update = {
        ...(names.length > 0 && (await statesOf(names))),
        ...partsOf(told),
      };
      for (const client of clients) send(client, "update", update);
    } catch {
      for (const client of clients) client.end(); // the page connects anew
    }
    timer = undefined;
    if (changed.size + topics.size > 0) schedule();
  }

  function partsOf(topics: Iterable<Topic>): Parts {
    return Object.fromEntries(
      [...topics].map((topic) => [topic, source.parts[topic]?.()]),
    );
  }

  async function statesOf(names: readonly string[]): Promise<Update> {
    const read = await Promise.all(
      names.map(async (name) => [name, await source.readState(name)] as const),
    );
    const gone = read.flatMap(([name, state]) => (state ? [] : [name]));
    gone.forEach((name) => known.delete(name));
    return { messages: read.flatMap(([, state]) => state ?? []), gone };
  }

  function send(client: Response, event: string, data: Hello | Update): void {
    client.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    // Nobody reads it: it may connect anew when it does.
    if (client.writableLength > MAX_UNREAD_BYTES) client.destroy();
  }

  return {
    messageChanged(name: string): void {
      known.add(name);
      if (known.size > MAX_MESSAGES) {
        const [oldest = ""] = known;
        known.delete(oldest);
        changed.delete(oldest);
      }
      if (clients.size > 0) changed.add(name);
      schedule();
    },
    changed(topic: Topic): void {
      topics.add(topic);
      schedule();
    },
    /** Tells a page all, and then what changes. */
    async open(client: Response): Promise<void> {
      client.writeHead(200, { "Content-Type": "text/event-stream" });
      send(client, "hello", source.hello());
      if (clients.size === 0) source.onWatched?.(true);
      clients.add(client);
      client.once("close", () => {
        clients.delete(client);
        if (clients.size === 0) source.onWatched?.(false);
      });
      send(client, "update", partsOf(Object.keys(source.parts) as Topic[]));
      const names = [...known];
      try {
        for (let start = 0; start < names.length; start += CHUNK) {
          const chunk = names.slice(start, start + CHUNK);
          send(client, "update", await statesOf(chunk));
        }
      } catch {
        client.end();
      }
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
      for (const client of clients) client.end();
    },
  };
}
