import { PubSub } from "@google-cloud/pubsub";
import type { Emulators } from "../../local/emulators/start.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { firstAnswer } from "../first-response.ts";
import { startFunction, type Deployable } from "../function-process.ts";
import { createHttpClient } from "../http-client.ts";
import { receiptPush, webhookPost, webhookPostOf } from "../requests.ts";
import {
  KEY,
  OURS,
  BASELINE,
  PROJECT,
  stores,
  TOPICS,
  webhooks,
} from "../subjects.ts";
import type { System } from "./system.ts";

const ACK_DEADLINE_SECONDS = 40; // as Terraform has it

/** Our two functions, with Pub/Sub between them. */
export async function startOurs(
  root: string,
  emulators: Emulators,
): Promise<System> {
  const servers = serversOf(emulators);
  const store = stores(servers).find(({ name }) => name === OURS);
  if (!store) throw new Error("There is no store function of ours.");
  const pubsub = new PubSub({ projectId: PROJECT });
  const running = await startFunction(root, store);
  await firstAnswer(running, receiptPush());
  const topic = pubsub.topic(TOPICS.receipts);
  await topic.get({ autoCreate: true });
  const [subscription] = await topic.createSubscription(
    `end-to-end-${process.pid}`,
    {
      pushEndpoint: `${running.url}/${TOPICS.receipts}`,
      ackDeadlineSeconds: ACK_DEADLINE_SECONDS,
    },
  );
  const system = await startSystem(OURS, root, webhooks(servers).ours);
  return {
    ...system,
    async end() {
      await subscription.delete();
      await pubsub.close();
      await running.end();
      await system.end();
    },
  };
}

/** The baseline without a queue. */
export function startOneFunction(
  root: string,
  emulators: Emulators,
): Promise<System> {
  const { baseline } = webhooks(serversOf(emulators));
  return startSystem(BASELINE, root, {
    ...baseline,
    folder: "baselines/tutorial-one-function",
    target: "tutorialOneFunction",
    environment: { ...baseline.environment, DATABASE: "receipts" },
  });
}

async function startSystem(
  name: string,
  root: string,
  webhook: Deployable,
): Promise<System> {
  const running = await startFunction(root, webhook);
  await firstAnswer(running, webhookPost(1));
  const firestore = openFirestore("receipts", PROJECT);
  const client = createHttpClient();
  return {
    name,
    postOf: (messages) => webhookPostOf(messages, KEY),
    send: (post) => client.post(running.url, post),
    isReadable: async (message) => (await firestore.doc(message).get()).exists,
    async end() {
      client.close();
      await firestore.terminate();
      await running.end();
    },
  };
}

function serversOf({ pubsubHost, firestoreHost }: Emulators) {
  return {
    PUBSUB_EMULATOR_HOST: pubsubHost,
    FIRESTORE_EMULATOR_HOST: firestoreHost,
  };
}
