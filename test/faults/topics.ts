import { setTimeout as sleep } from "node:timers/promises";
import { PubSub } from "@google-cloud/pubsub";
import type { StackTopics } from "../../local/topics.ts";
import { withDeadline } from "../../shared/runtime/deadline.ts";

const ATTEMPTS = 100;
const CALL_DEADLINE_MS = 5000;
const TRIES = 20;
const ALREADY_EXISTS = 6;

export interface Endpoints {
  readonly storeReceipt: string;
  readonly sendReadReceipt: string;
  readonly deadLetters: string;
  readonly userEvents: string;
}

/**
 * Makes the topics and subscriptions of a deployment: anew, when Pub/Sub has forgotten them. As Terraform makes them,
 * but without a retry policy: with one, Google's emulator (0.8.20) never delivers some of the messages again that
 * failed by the hundred, whatever answers them. Without, it delivers them again at once, and more slowly while they fail.
 */
export async function createTopics(
  pubsub: PubSub,
  topics: StackTopics,
  endpoints: Endpoints,
): Promise<void> {
  const deadLetterPolicy = {
    deadLetterTopic: topics.deadLetters,
    maxDeliveryAttempts: ATTEMPTS,
  };
  const collect = (topic: string, id: string, pushEndpoint: string) =>
    make(pubsub, topic, id, { pushEndpoint, ackDeadlineSeconds: 40 });
  const push = (
    topic: string,
    id: string,
    pushEndpoint: string,
    ackDeadlineSeconds: number,
  ) => {
    const settings = { pushEndpoint, ackDeadlineSeconds };
    return make(pubsub, topic, id, { ...settings, deadLetterPolicy });
  };
  const { storeReceipt, sendReadReceipt } = endpoints;
  // Dead letters first: from the first message on there is somebody to keep them.
  await collect(topics.deadLetters, "dead-letters", endpoints.deadLetters);
  await collect(topics.userEvents, "user-events", endpoints.userEvents);
  await push(topics.agentReads, "agent-reads-send", sendReadReceipt, 100);
  await push(topics.receipts, "receipts-store", storeReceipt, 40);
}

type Settings = NonNullable<Parameters<PubSub["createSubscription"]>[2]>;

async function make(
  pubsub: PubSub,
  topic: string,
  id: string,
  settings: Settings,
): Promise<void> {
  await insist(() => pubsub.createTopic(topic));
  await insist(() => pubsub.topic(topic).createSubscription(id, settings));
}

/** An emulator that has just started may not answer at first. */
async function insist(call: () => Promise<unknown>): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await withDeadline(call(), CALL_DEADLINE_MS, "Making a topic");
      return;
    } catch (error) {
      if ((error as { code?: number }).code === ALREADY_EXISTS) return;
      if (left === 0) throw error;
      await sleep(200);
    }
  }
}
