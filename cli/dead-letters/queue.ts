import type { OutgoingMessage } from "../../shared/pubsub/publisher.ts";
import type { Attributes } from "../../shared/pubsub/read-dead-letter.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";

/** An event that could not be used, as it waits. */
export interface DeadLetterMessage {
  readonly id: string;
  /** When it became a dead letter. */
  readonly time: Micros;
  readonly attributes: Attributes;
  readonly data: Buffer;
}

/** Where dead letters wait, and from where they can go back: the local stack, or Pub/Sub. */
export interface DeadLetterQueue {
  /**
   * Every letter that waits, each once, some at a time. Where others may read, too, they don't get the same
   * letters until `close`, or until a while after this process has ended. What has no bearing stays out of memory.
   */
  read(): AsyncGenerator<readonly DeadLetterMessage[]>;
  /**
   * Resolves when the queue has confirmed every message, which is then safe.
   * Throws RefusedError if it will never take one of them.
   * @param topic the topic's id, such as `receipts`
   */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** For good. No harm if it is gone already. */
  remove(letter: DeadLetterMessage): Promise<void>;
  /** Gives back what was read and not removed. Never throws. */
  close(): Promise<void>;
}

/** A message that a queue will never take. Its message says why. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
