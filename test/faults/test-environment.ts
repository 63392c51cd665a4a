import { rmSync } from "node:fs";
import { PubSub } from "@google-cloud/pubsub";
import { createPubSubBus } from "../../local/emulators/pubsub.ts";
import { topicsOf } from "../../local/topics.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { buildBundles } from "../support/bundles.ts";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import { createMetadataServer } from "../support/metadata-server.ts";
import { FAULTS_KEY, TOKENS } from "../support/secrets.ts";
import { listen } from "../support/server.ts";
import { startCollector } from "./collector.ts";
import { createEmulatorProcess } from "./emulator-process.ts";
import { createFunctionProcess } from "./function-process.ts";
import { startPlatform } from "./platform.ts";
import { createRandom } from "./random.ts";
import { startRelay } from "./relay.ts";
import { createSender } from "./sender.ts";
import { createTopics } from "./topics.ts";
import { createWire } from "./wire.ts";

const PROJECT = "receipts-faults";
const PUBLISH_TIMEOUT_MS = 3000; // of the tests' own publishing
const FIRESTORE_TIMEOUT_MS = "3000"; // shorter than in production, as the backoffs are
const CALL_TIMEOUT_MS = "1500"; // this, too

export type TestEnvironment = Awaited<ReturnType<typeof createTestEnvironment>>;

/** A whole deployment on this machine: each function, each emulator and the platform can be made to fail alone. */
export async function createTestEnvironment(seed: number) {
  const folder = await buildBundles();
  const pubsub = createEmulatorProcess(
    `beta emulators pubsub start --project=${PROJECT}`,
  );
  const firestore = createEmulatorProcess("emulators firestore start");
  await Promise.all([pubsub.start(), firestore.start()]);
  // The client libraries obey these, here and in the functions.
  process.env.PUBSUB_EMULATOR_HOST = pubsub.host();
  process.env.FIRESTORE_EMULATOR_HOST = firestore.host();
  process.env.METADATA_SERVER_DETECTION = "none";
  process.env.GOOGLE_CLOUD_PROJECT = PROJECT;

  const topics = topicsOf(PROJECT);
  const platform = await startPlatform();
  const collector = await startCollector();
  const metadata = await listen(createMetadataServer(TOKENS.faults).listener);
  const store = {
    DEAD_LETTERS_TOPIC: topics.deadLetters,
    FIRESTORE_TIMEOUT_MS,
  };
  const receiveWebhook = await createFunctionProcess(
    folder,
    "receive-webhook",
    "receiveWebhook",
    {
      ...createChannelVariables(({ rules }) => ({
        [rules.keysVariable]: JSON.stringify({ default: [FAULTS_KEY] }),
      })),
      RECEIPTS_TOPIC: topics.receipts,
      USER_EVENTS_TOPIC: topics.userEvents,
      DEAD_LETTERS_TOPIC: topics.deadLetters,
    },
  );
  const storeReceipt = await createFunctionProcess(
    folder,
    "store-receipt",
    "storeReceipt",
    store,
  );
  const sendReadReceipt = await createFunctionProcess(
    folder,
    "send-read-receipt",
    "sendReadReceipt",
    {
      ...store,
      ...createChannelVariables(({ rules: { apiVariables } }) => ({
        [`${apiVariables}API_URL`]: platform.url,
        [`${apiVariables}TIMEOUT_MS`]: CALL_TIMEOUT_MS,
      })),
      CIRCUIT_BREAKER_OPEN_SECONDS: "2",
      GCE_METADATA_HOST: new URL(metadata.url).host,
      METADATA_SERVER_DETECTION: "assume-present",
    },
  );
  const functions = [receiveWebhook, storeReceipt, sendReadReceipt];

  const pubsubPublisher = createPubSubBus(PROJECT, PUBLISH_TIMEOUT_MS);
  const admin = new PubSub({ projectId: PROJECT });
  const random = createRandom(seed);
  const relay = await startRelay(random);
  const makeTopics = () =>
    createTopics(admin, topics, {
      storeReceipt: relay.endpointFor(storeReceipt.url),
      sendReadReceipt: relay.endpointFor(sendReadReceipt.url),
      deadLetters: `${collector.url}/dead-letters`,
      userEvents: `${collector.url}/user-events`,
    });
  await makeTopics();
  await Promise.all(functions.map((each) => each.start()));

  const database = openFirestore("receipts", PROJECT);
  await database.collectionGroup("messages").get(); // the first call is slow
  const sender = createSender(receiveWebhook.url);
  return {
    folder,
    pubsub,
    firestore,
    platform,
    collector,
    functions,
    receiveWebhook,
    storeReceipt,
    sendReadReceipt,
    makeTopics,
    relay,
    database,
    random,
    sender,
    wire: createWire(sender, pubsubPublisher, topics, random),
    /** @param keepLogs leaves the functions' logs in the folder */
    async close(keepLogs: boolean) {
      this.wire.stop();
      await Promise.all(functions.map((each) => each.kill()));
      await Promise.all([pubsub.kill(), firestore.kill()]);
      for (const server of [platform, collector, metadata, relay]) {
        await server.close();
      }
      if (!keepLogs) rmSync(folder, { recursive: true });
    },
  };
}

/** That every channel is used, and what each needs for it. */
function createChannelVariables(
  variables: (of: ServedChannel) => Record<string, string>,
): Record<string, string> {
  const names = CHANNELS.map(({ channel }) => channel.name);
  return CHANNELS.map(variables).reduce<Record<string, string>>(
    (all, each) => ({ ...all, ...each }),
    { CHANNELS: names.join(",") },
  );
}
