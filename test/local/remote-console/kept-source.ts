import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import { isCounted } from "../../../local/embedded/is-counted.ts";
import type { MessageSource } from "../../../local/remote-console/source.ts";
import type { Store } from "../../../local/store.ts";
import type { MessageDocument } from "../../../shared/messages/message-document.ts";
import type { CountQuery } from "../../../shared/stats/count-query.ts";

type Follow = Parameters<MessageSource["subscribe"]>;

/** A project's messages in memory, and what was asked of them. */
export function createKeptSource() {
  const store = createEmbeddedStore();
  const names = new Set<string>();
  const open = new Set<{ tell: () => Promise<void>; fail: Follow[3] }>();
  const asked = { probes: 0, counts: 0, follows: [] as CountQuery[] };
  let failure: Error | undefined;
  const answer = <T>(value: Promise<T>) =>
    failure ? Promise.reject(failure) : value;

  void store.watch((message) => {
    names.add(message);
    for (const { tell } of open) void tell();
  });

  async function find(query: CountQuery, limit: number) {
    const found: [string, MessageDocument][] = [];
    for (const message of [...names].sort()) {
      const document = await store.read(message);
      if (document && isCounted(document, query)) {
        found.push([message, document]);
      }
    }
    return found.slice(0, limit);
  }

  const source: MessageSource = {
    counter: {
      count(query) {
        asked.counts += 1;
        return answer(store.stats.count(query));
      },
    },
    read: (message) => answer(store.read(message)),
    check: () => answer(Promise.resolve()),
    probe() {
      asked.probes += 1;
      return answer(Promise.resolve());
    },
    subscribe(query, limit, onRows, onFailure) {
      asked.follows.push(query);
      let before = new Map<string, MessageDocument>();
      const one = {
        async tell() {
          const documents = new Map(await find(query, limit));
          if (!open.has(one)) return;
          const changed = [...documents].flatMap(([name, document]) =>
            before.get(name) === document ? [] : [name],
          );
          const gone = [...before.keys()].filter((n) => !documents.has(n));
          before = documents;
          onRows({ documents, changed, reads: changed.length + gone.length });
        },
        fail: onFailure,
      };
      open.add(one);
      void one.tell();
      return () => open.delete(one);
    },
  };
  return {
    source,
    store: store satisfies Store,
    asked,
    /** How many queries are followed now. */
    followed: () => open.size,
    /** What everything fails with from now on; undefined repairs it. */
    fail(error: Error | undefined) {
      failure = error;
    },
    /** Breaks off what is followed. */
    breakOff(error: Error) {
      for (const { fail } of [...open]) fail(error);
    },
  };
}
