import {
  inGroups,
  inRequests,
  together,
  type PublishRequest,
} from "./publish-requests.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

/** What one caller publishes, or as much of it as fits into one request. */
interface Part extends PublishRequest {
  done(): void;
  failed(error: unknown): void;
}

/**
 * Publishes with one call what several callers publish in the same turn of the event loop, so nobody waits for others.
 * Each learns what became of its own: a call that is refused is made again for each of them alone, since the refusal
 * may be about one's message.
 * @param call publishes messages that fit into one request
 * @param isPassing whether an error is a fault that has nothing to do with the messages
 */
export function createCoalescer(
  call: (topic: string, messages: OutgoingMessage[]) => Promise<unknown>,
  isPassing: (error: unknown) => boolean,
): Publisher {
  const waiting = new Map<string, Part[]>();

  function add(topic: string, part: Part): void {
    if (waiting.size === 0) setImmediate(flush);
    const parts = waiting.get(topic);
    if (parts) parts.push(part);
    else waiting.set(topic, [part]);
  }

  function flush(): void {
    const flushed = [...waiting];
    waiting.clear();
    for (const [topic, parts] of flushed) {
      for (const group of inGroups(parts)) {
        void send(topic, group);
      }
    }
  }

  async function send(topic: string, group: readonly Part[]): Promise<void> {
    try {
      await call(topic, [...together(group).messages]);
    } catch (error) {
      if (group.length > 1 && !isPassing(error)) {
        for (const part of group) void send(topic, [part]);
      } else {
        for (const part of group) part.failed(error);
      }
      return;
    }
    for (const part of group) part.done();
  }

  return {
    publish: (topic, messages) =>
      new Promise((resolve, reject) => {
        const requests = inRequests(messages);
        let open = requests.length;
        if (open === 0) resolve();
        for (const request of requests) {
          add(topic, {
            ...request,
            done() {
              open -= 1;
              if (open === 0) resolve();
            },
            failed: reject,
          });
        }
      }),
  };
}
