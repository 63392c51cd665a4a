import type { Hello } from "../../../local/console/hello.ts";
import type { Update } from "../../../local/console/update.ts";
import type { MessageState } from "../../../shared/messages/message-state.ts";
import { eventually } from "../../support/eventually.ts";

/** What a page would know by now. */
export interface FeedReader {
  readonly hello: Hello;
  readonly messages: ReadonlyMap<string, MessageState>;
  readonly gone: readonly string[];
  readonly latest: Update;
  close(): void;
}

/** Listens to the console's feed as its page does. */
export async function readFeed(url: string): Promise<FeedReader> {
  const closing = new AbortController();
  const { signal } = closing;
  const response = await fetch(`${url}/console/events`, { signal });
  const messages = new Map<string, MessageState>();
  const gone: string[] = [];
  let hello: Hello | undefined;
  let latest: Update = {};

  function take(event: string): void {
    const [, name, data = ""] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
    if (name === "hello") {
      hello = JSON.parse(data) as Hello;
      return;
    }
    const update = JSON.parse(data) as Update;
    for (const state of update.messages ?? []) {
      messages.set(state.message, state);
    }
    gone.push(...(update.gone ?? []));
    latest = { ...latest, ...update };
  }

  async function listen(): Promise<void> {
    let rest = "";
    const text = response.body?.pipeThrough(new TextDecoderStream()) ?? [];
    for await (const part of text) {
      const events = (rest + part).split("\n\n");
      rest = events.pop() ?? "";
      events.forEach(take);
    }
  }
  const listening = listen().catch(() => undefined); // closed

  const first = await eventually(() => {
    if (!hello || Object.keys(latest).length === 0)
      throw new Error("Nothing came yet.");
    return hello;
  });
  return {
    hello: first,
    messages,
    gone,
    get latest() {
      return latest;
    },
    close() {
      closing.abort();
      void listening;
    },
  };
}
