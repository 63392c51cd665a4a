import { setTimeout as sleep } from "node:timers/promises";
import { PubSub, v1 } from "@google-cloud/pubsub";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import { explainPubSubError } from "./explain-pubsub-error.ts";
import { createLeases } from "./leases.ts";
import {
  RefusedError,
  type DeadLetterMessage,
  type DeadLetterQueue,
} from "./queue.ts";
import { toDeadLetterMessage } from "./to-dead-letter-message.ts";

const PUBLISH_TIMEOUT_MS = 10_000;
const PULL_MS = 2000; // what Pub/Sub answers to a pull that was given up is hidden until its lease ends
const PAUSE_MS = 100; // the emulator answers at once when there is nothing
const MAX_MESSAGES = 1000;

const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;

export interface PubSubSettings {
  readonly project: string;
  /** An id, or a full name. */
  readonly subscription: string;
  /** How long nothing may come before it is taken for the end: Pub/Sub does not tell. */
  readonly idleTimeoutMs: number;
}

/** The dead letters that wait in a Pub/Sub subscription; on Google's emulator if PUBSUB_EMULATOR_HOST names one. */
export async function createPubSubQueue(
  settings: PubSubSettings,
): Promise<DeadLetterQueue> {
  // The emulator asks for no credentials: without it, the library looks for Google Cloud's metadata server.
  if (process.env.PUBSUB_EMULATOR_HOST) {
    process.env.METADATA_SERVER_DETECTION ??= "none";
  }
  const { project } = settings;
  const subscription = settings.subscription.includes("/")
    ? settings.subscription
    : `projects/${project}/subscriptions/${settings.subscription}`;
  const explain = (error: unknown): never => {
    throw explainPubSubError(error, { project, subscription });
  };
  const { options } = new PubSub({ projectId: project });
  const client = new v1.SubscriberClient(
    options as ConstructorParameters<typeof v1.SubscriberClient>[0],
  );
  // Without credentials, any other method ends the process.
  await client.initialize().catch(explain);
  const publisher = createPubSubPublisher(PUBLISH_TIMEOUT_MS);
  const leases = createLeases(client, subscription);

  async function pull(): Promise<DeadLetterMessage[]> {
    try {
      const [{ receivedMessages }] = await client.pull(
        { subscription, maxMessages: MAX_MESSAGES },
        { timeout: PULL_MS },
      );
      return (receivedMessages ?? []).flatMap((received) => {
        const letter = toDeadLetterMessage(received);
        const isNew = leases.acquire(letter.id, String(received.ackId));
        return isNew ? [letter] : [];
      });
    } catch (error) {
      if ((error as { code?: unknown }).code === DEADLINE_EXCEEDED) return [];
      return explain(error);
    }
  }

  return {
    async *read() {
      for (
        let lastTime = Date.now();
        Date.now() - lastTime < settings.idleTimeoutMs;
      ) {
        const letters = await pull();
        if (letters.length === 0) {
          await sleep(PAUSE_MS);
        } else {
          yield letters;
          lastTime = Date.now();
        }
      }
    },
    async publish(topic, messages) {
      const name = `projects/${project}/topics/${topic}`;
      try {
        await publisher.publish(name, messages);
      } catch (error) {
        const { code, message } = error as { code?: unknown; message?: string };
        if (code === INVALID_ARGUMENT) {
          throw new RefusedError(`Pub/Sub refuses it: ${message}`);
        }
        throw explainPubSubError(error, { project, subscription, topic });
      }
    },
    remove: (letter) => leases.acknowledge(letter.id).catch(explain),
    async close() {
      await leases.release();
      await client.close().catch(() => undefined);
      await publisher.close().catch(() => undefined);
    },
  };
}
