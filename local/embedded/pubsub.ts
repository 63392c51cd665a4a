import { randomUUID } from "node:crypto";
import type { OutgoingMessage } from "../../shared/pubsub/publisher.ts";
import type { PubSub, RecordedMessage } from "../pubsub.ts";
import { createRecordedMessages } from "../recorded-messages.ts";
import { createSubscription, type Subscription } from "./subscription.ts";

/** A queue in memory that does what Pub/Sub does for the functions: push, retry with backoff, dead-letter. */
export function createInMemoryPubSub(): PubSub {
  const topics = new Map<string, ((message: RecordedMessage) => void)[]>();
  const subscriptions: Subscription[] = [];

  function listenersOf(topic: string) {
    const listeners = topics.get(topic);
    if (!listeners) throw new Error(`There is no topic ${topic}.`);
    return listeners;
  }

  function publish(topic: string, messages: readonly OutgoingMessage[]): void {
    const listeners = listenersOf(topic);
    for (const { data, attributes } of messages) {
      const message = {
        messageId: randomUUID(),
        publishTime: new Date().toISOString(),
        attributes: { ...attributes },
        data,
      };
      for (const listener of listeners) listener(message);
    }
  }

  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
    publish: async (topic, messages) => publish(topic, messages),
    createTopic(topic) {
      if (!topics.has(topic)) topics.set(topic, []);
      return Promise.resolve();
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
    async createPushSubscription(options) {
      const subscription = createSubscription(options, (message) =>
        publish(options.deadLetterTopic, [message]),
      );
      listenersOf(options.topic).push((message) => subscription.add(message));
      subscriptions.push(subscription);
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
    async record(topic) {
      const collected = createRecordedMessages();
      listenersOf(topic).push((message) => collected.add(message));
      return collected;
    },
    setPushing(isPushing) {
      for (const subscription of subscriptions) {
        subscription.setPushing(isPushing);
      }
    },
    async close() {
      await Promise.all(subscriptions.map((s) => s.close()));
    },
  };
}
