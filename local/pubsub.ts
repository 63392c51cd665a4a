import type { Publisher } from "../shared/pubsub/publisher.ts";

/** A queue that pushes, retries with backoff and dead-letters: Pub/Sub, or the embedded one. */
export interface PubSub extends Publisher {
  /** @param topic the full name */
  createTopic(topic: string): Promise<void>;
  createPushSubscription(subscription: PushSubscription): Promise<void>;
  /** Keeps everything that is published on a topic from now on, oldest first. */
  record(topic: string): Promise<RecordedMessages>;
  /** Halts all pushes, or lets them go on: nothing is lost. Only the embedded bus can. */
  setPushing?(isPushing: boolean): void;
  /** Stops pushing. What is still queued is dropped. */
  close(): Promise<void>;
}

/** Pub/Sub, "REST Resource: projects.subscriptions": the parts that the functions depend on. */
export interface PushSubscription {
  /** The full name: `projects/P/subscriptions/S`. */
  readonly name: string;
  readonly topic: string;
  readonly endpoint: string;
  readonly ackDeadlineSeconds: number;
  readonly minimumBackoffMs: number;
  readonly maximumBackoffMs: number;
  /** After so many attempts a message goes to the dead-letter topic: 5 to 100. */
  readonly maxDeliveryAttempts: number;
  readonly deadLetterTopic: string;
}

/** The messages of a topic that were not removed. */
export interface RecordedMessages {
  messages(): readonly RecordedMessage[];
  /** Returns whether it was there. */
  remove(messageId: string): boolean;
  /** Calls back whenever one comes, with it, or goes. */
  watch(listener: (added?: RecordedMessage) => void): void;
}

export interface RecordedMessage {
  readonly messageId: string;
  /** RFC 3339 */
  readonly publishTime: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly data: Buffer;
}
