import type { Setting } from "./bench.ts";
import { startPlatform } from "./start-platform.ts";
import type { Deployable } from "./function-process.ts";
import {
  agentReadPush,
  receiptPush,
  webhookPost,
  type Post,
} from "./requests.ts";
import { startFakePubSub } from "./pubsub/start-fake-server.ts";
import { OURS, senders, stores, webhooks } from "./subjects.ts";

/** One of ours, what it is posted, and how many events are in that. */
export interface LoadCase {
  readonly name: string;
  readonly eventsARequest: number;
  readonly deployable: Deployable;
  readonly post: () => Post;
}

/** Starts what our functions call, on Google's emulators and fake servers, and does something with each function. */
export async function withLoadCases<T>(
  { emulators }: Pick<Setting, "emulators">,
  work: (cases: readonly LoadCase[]) => Promise<T>,
): Promise<T> {
  if (!emulators) throw new Error("There are no emulators.");
  const { pubsubHost, firestoreHost } = emulators;
  const servers = {
    PUBSUB_EMULATOR_HOST: pubsubHost,
    FIRESTORE_EMULATOR_HOST: firestoreHost,
  };
  const pubsub = await startFakePubSub();
  const platform = await startPlatform();
  const webhook = webhooks({ PUBSUB_EMULATOR_HOST: pubsub.host }).ours;
  const store = ours(stores(servers));
  const sender = ours(
    senders({ ...servers, ...platform.variables }, platform.url),
  );
  try {
    return await work([
      {
        name: "receiveWebhook",
        eventsARequest: 1,
        deployable: webhook,
        post: () => webhookPost(1),
      },
      {
        name: "receiveWebhook, ten a payload",
        eventsARequest: 10,
        deployable: webhook,
        post: () => webhookPost(10),
      },
      {
        name: "receiveWebhook, a hundred a payload",
        eventsARequest: 100,
        deployable: webhook,
        post: () => webhookPost(100),
      },
      {
        name: "storeReceipt",
        eventsARequest: 1,
        deployable: store,
        post: receiptPush,
      },
      {
        name: "sendReadReceipt, agent reads",
        eventsARequest: 1,
        deployable: sender,
        post: agentReadPush,
      },
    ]);
  } finally {
    await pubsub.end();
    await platform.close();
  }
}

function ours(deployables: readonly Deployable[]): Deployable {
  const found = deployables.find(({ name }) => name === OURS);
  if (!found) throw new Error("There is none of ours.");
  return found;
}
