import type {
  DeadLetterMessage,
  DeadLetterQueue,
} from "../../../cli/dead-letters/queue.ts";
import type { OutgoingMessage } from "../../../shared/pubsub/publisher.ts";

export interface KeptQueue extends DeadLetterQueue {
  /** What was done, in order: `publish receipts`, `remove 7`. */
  readonly log: string[];
  on(topic: string): OutgoingMessage[];
}

/** A queue in memory, of one letter a read; what it does may be replaced in part. */
export function createKeptQueue(
  letters: readonly DeadLetterMessage[],
  behaviour: Partial<Pick<DeadLetterQueue, "publish" | "remove">> = {},
): KeptQueue {
  const waiting = new Map(letters.map((letter) => [letter.id, letter]));
  const published: [string, OutgoingMessage][] = [];
  const log: string[] = [];
  return {
    log,
    on: (topic) => published.filter(([t]) => t === topic).map(([, m]) => m),
    // eslint-disable-next-line @typescript-eslint/require-await -- as the interface has it
    async *read() {
      for (const letter of waiting.values()) {
        log.push(`read ${letter.id}`);
        yield [letter];
      }
    },
    async publish(topic, messages) {
      await behaviour.publish?.(topic, messages);
      log.push(`publish ${topic}`);
      for (const message of messages) published.push([topic, message]);
    },
    async remove(letter) {
      await behaviour.remove?.(letter);
      log.push(`remove ${letter.id}`);
      waiting.delete(letter.id);
    },
    close: () => Promise.resolve(),
  };
}
