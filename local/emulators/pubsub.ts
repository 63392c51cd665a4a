import {
  PubSub as PubSubClient,
  type CreateSubscriptionOptions,
  type Subscription,
} from "@google-cloud/pubsub";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import type { PubSub, PushSubscription } from "../pubsub.ts";
import { createRecordedMessages } from "../recorded-messages.ts";

/** Pub/Sub, on Google's emulator where PUBSUB_EMULATOR_HOST names one. */
export function createPubSubBus(projectId: string, deadlineMs: number): PubSub {
  const pubsub = new PubSubClient({ projectId });
  const publisher = createPubSubPublisher(deadlineMs);
  const collecting: Subscription[] = [];

  return {
    publish: (topic, messages) => publisher.publish(topic, messages),
    async createTopic(topic) {
      await pubsub.createTopic(topic);
    },
    async createPushSubscription(subscription) {
      const { name, topic } = subscription;
      await pubsub
        .topic(topic)
        .createSubscription(name, toSettings(subscription));
    },
    async record(topic) {
      const [subscription] = await pubsub
        .topic(topic)
        .createSubscription(`${topic.split("/").at(-1)}-local`, {
          ackDeadlineSeconds: 60,
        });
      const collected = createRecordedMessages();
      subscription.on("message", (message) => {
        const { id: messageId, publishTime, attributes, data } = message;
        collected.add({
          messageId,
          publishTime: publishTime.toISOString(),
          attributes,
          data,
        });
        message.ack();
      });
      subscription.on("error", () => undefined); // the emulator went away
      collecting.push(subscription);
      return collected;
    },
    async close() {
      await Promise.all(collecting.map((each) => each.close()));
      await pubsub.close();
      await publisher.close();
    },
  };
}

function toSettings(subscription: PushSubscription) {
  return {
    pushEndpoint: subscription.endpoint,
    ackDeadlineSeconds: subscription.ackDeadlineSeconds,
    retryPolicy: {
      minimumBackoff: toDuration(subscription.minimumBackoffMs),
      maximumBackoff: toDuration(subscription.maximumBackoffMs),
    },
    deadLetterPolicy: {
      deadLetterTopic: subscription.deadLetterTopic,
      maxDeliveryAttempts: subscription.maxDeliveryAttempts,
    },
  } satisfies CreateSubscriptionOptions;
}

function toDuration(ms: number) {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 };
}
