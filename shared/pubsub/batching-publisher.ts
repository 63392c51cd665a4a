import {
  chunkByLimits,
  splitIntoRequests,
  type PublishRequest,
} from "./publish-requests.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

const MAX_BATCH_DELAY_MS = 5; // of the tens of milliseconds that a publish takes

/** What one caller publishes, or as much of it as fits into one request. */
interface Part extends PublishRequest {
  resolve(): void;
  reject(error: unknown): void;
}

/** What waits to be published on one topic. */
interface Queue {
  waiting: Part[];
  callsInFlight: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Publishes with one call what several callers publish at about the same time: in the same turn of the event loop, or
 * while a call is under way, but nobody waits for others longer than a few milliseconds. Each learns what became of
 * its own: a call that is refused is made again for each of them alone, since the refusal may be about one's message.
 * @param call publishes messages that fit into one request
 * @param isTransient whether an error is a fault that has nothing to do with the messages
 */
export function createBatchingPublisher(
  call: (topic: string, messages: OutgoingMessage[]) => Promise<unknown>,
  isTransient: (error: unknown) => boolean,
): Publisher {
  const queues = new Map<string, Queue>();

  function getQueue(topic: string): Queue {
    let queue = queues.get(topic);
    if (queue === undefined) {
      queue = { waiting: [], callsInFlight: 0, timer: undefined };
      queues.set(topic, queue);
    }
    return queue;
  }

  function add(topic: string, part: Part): void {
    const queue = getQueue(topic);
    if (queue.waiting.push(part) > 1) return; // the first one has seen to it
    if (queue.callsInFlight === 0) setImmediate(flush, topic, queue);
    else queue.timer = setTimeout(flush, MAX_BATCH_DELAY_MS, topic, queue);
  }

  function flush(topic: string, queue: Queue): void {
    clearTimeout(queue.timer);
    const parts = queue.waiting;
    queue.waiting = [];
    const groups = chunkByLimits(
      parts,
      ({ count }) => count,
      ({ bytes }) => bytes,
    );
    for (const group of groups) void send(topic, queue, group);
  }

  async function send(
    topic: string,
    queue: Queue,
    group: readonly Part[],
  ): Promise<void> {
    queue.callsInFlight += 1;
    let failure: { error: unknown } | undefined;
    try {
      await call(
        topic,
        group.flatMap(({ messages }) => messages),
      );
    } catch (error) {
      failure = { error };
    }
    queue.callsInFlight -= 1;
    if (failure && group.length > 1 && !isTransient(failure.error)) {
      for (const part of group) void send(topic, queue, [part]);
    } else {
      for (const part of group) {
        if (failure) part.reject(failure.error);
        else part.resolve();
      }
    }
    if (queue.callsInFlight === 0) flush(topic, queue);
  }

  return {
    publish: (topic, messages) =>
      new Promise((resolve, reject) => {
        const requests = splitIntoRequests(messages);
        let open = requests.length;
        if (open === 0) resolve();
        for (const request of requests) {
          add(topic, {
            ...request,
            resolve() {
              open -= 1;
              if (open === 0) resolve();
            },
            reject: reject,
          });
        }
      }),
  };
}
