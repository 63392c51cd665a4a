import {
  PubSub,
  type CreateSubscriptionOptions,
  type Subscription,
} from "@google-cloud/pubsub";
import { createPubSubPublisher } from "../../shared/pubsub-publisher.ts";
import type { Bus, CollectedMessage, PushSubscription } from "../bus.ts";

const ALREADY_EXISTS = 6;

/** Pub/Sub, on Google's emulator where PUBSUB_EMULATOR_HOST names one. */
export function createPubSubBus(projectId: string, deadlineMs: number): Bus {
  const pubsub = new PubSub({ projectId });
  const publisher = createPubSubPublisher(deadlineMs);
  const collecting: Subscription[] = [];

  return {
    publish: (topic, messages) => publisher.publish(topic, messages),
    async createTopic(topic) {
      await pubsub.createTopic(topic).catch(unlessItExists);
    },
    async createPushSubscription(subscription) {
      const { name, topic } = subscription;
      const settings = toSettings(subscription);
      try {
        await pubsub.topic(topic).createSubscription(name, settings);
      } catch (error) {
        unlessItExists(error);
        const { pushEndpoint } = settings;
        await pubsub.subscription(name).modifyPushConfig({ pushEndpoint });
      }
    },
    async collect(topic) {
      const name = `${topic.split("/").at(-1)}-local`;
      const options = { ackDeadlineSeconds: 60 };
      await pubsub
        .topic(topic)
        .createSubscription(name, options)
        .catch(unlessItExists);
      const collected: CollectedMessage[] = [];
      const subscription = pubsub.subscription(name);
      subscription.on("message", (message) => {
        const { id: messageId, publishTime, attributes, data } = message;
        collected.push({
          messageId,
          publishTime: publishTime.toISOString(),
          attributes,
          data,
        });
        message.ack();
      });
      subscription.on("error", () => undefined); // the emulator went away
      collecting.push(subscription);
      return () => collected;
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

function unlessItExists(error: unknown): void {
  if ((error as { code?: number }).code !== ALREADY_EXISTS) throw error;
}
