import { PubSub } from "@google-cloud/pubsub";
import type { Bench, Setting } from "../bench.ts";
import { coldStartRounds, measureColdStarts } from "./measure.ts";
import { agentReadPush, receiptPush, webhookPost } from "../requests.ts";
import { startPlatform } from "../start-platform.ts";
import {
  empty,
  PROJECT,
  senders,
  stores,
  TOPICS,
  webhooks,
} from "../subjects.ts";

const SUBJECTS = 4;

const ofColdStarts = {
  needsEmulators: true,
  steps: (isQuick: boolean) => SUBJECTS * coldStartRounds(isQuick),
};

export const coldStartBenches: readonly Bench[] = [
  {
    ...ofColdStarts,
    name: "cold-start-webhook",
    title: "Cold start of the webhook",
    async run(setting) {
      await createTopics();
      const { baseline, bundled, ours } = webhooks(serversOf(setting));
      const deployables = [empty, baseline, bundled, ours];
      return measureColdStarts(setting, deployables, () => webhookPost(1));
    },
  },
  {
    ...ofColdStarts,
    name: "cold-start-store",
    title: "Cold start of the store function",
    run: (setting) =>
      measureColdStarts(
        setting,
        [empty, ...stores(serversOf(setting))],
        receiptPush,
      ),
  },
  {
    ...ofColdStarts,
    name: "cold-start-sender",
    title: "Cold start of the sender function",
    async run(setting) {
      const platform = await startPlatform();
      const servers = { ...serversOf(setting), ...platform.variables };
      const deployables = [empty, ...senders(servers, platform.url)];
      try {
        return await measureColdStarts(setting, deployables, agentReadPush);
      } finally {
        await platform.close();
      }
    },
  },
];

function serversOf({ emulators }: Setting): Record<string, string> {
  if (!emulators) throw new Error("The bench was started without emulators.");
  return {
    PUBSUB_EMULATOR_HOST: emulators.pubsubHost,
    FIRESTORE_EMULATOR_HOST: emulators.firestoreHost,
  };
}

async function createTopics(): Promise<void> {
  const pubsub = new PubSub({ projectId: PROJECT });
  await Promise.all(
    Object.values(TOPICS).map((topic) =>
      pubsub.topic(topic).get({ autoCreate: true }),
    ),
  );
  await pubsub.close();
}
