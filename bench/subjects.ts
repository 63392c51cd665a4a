import { topicsOf } from "../local/topics.ts";
import type { Deployable } from "./function-process.ts";

export const PROJECT = "receipts-bench";
export const TOPICS = topicsOf(PROJECT);
export const KEY = "a key of the benchmarks";

/** The names that results go by. */
export const EMPTY = "empty function";
export const BASELINE = "baseline";
export const BASELINE_BUNDLED = "baseline, bundled";
export const OURS = "ours";

/** Where the deployment's build has put it, below the function's folder. */
const COMPILED = { NODE_COMPILE_CACHE: "compile-cache" };
const DATABASE = "receipts";
const COMMON = {
  GOOGLE_CLOUD_PROJECT: PROJECT,
  METADATA_SERVER_DETECTION: "none", // the client libraries look for it for seconds otherwise
};

export type Variables = Readonly<Record<string, string>>;

export const empty: Deployable = {
  name: EMPTY,
  folder: "baselines/empty",
  target: "empty",
  environment: COMMON,
};

/** @param servers the variables that say where everything else is */
export function webhooks(servers: Variables) {
  const baseline = {
    target: "tutorialWebhook",
    environment: {
      ...COMMON,
      ...servers,
      RECEIPTS_TOPIC: TOPICS.receipts,
      PARTNER_KEY: KEY,
    },
  };
  return {
    baseline: {
      ...baseline,
      name: BASELINE,
      folder: "baselines/tutorial-webhook",
    },
    bundled: {
      ...baseline,
      name: BASELINE_BUNDLED,
      folder: "bundled/tutorial-webhook",
    },
    ours: {
      name: OURS,
      folder: "receive-webhook",
      target: "receiveWebhook",
      environment: {
        ...COMMON,
        ...COMPILED,
        ...servers,
        CHANNELS: "business-messages",
        BUSINESS_MESSAGES_WEBHOOK_KEYS: JSON.stringify({ default: [KEY] }),
        RECEIPTS_TOPIC: TOPICS.receipts,
        USER_EVENTS_TOPIC: TOPICS.userEvents,
        DEAD_LETTERS_TOPIC: TOPICS.deadLetters,
        PUBLISH_TIMEOUT_MS: "10000", // a machine that is busy otherwise does not end the run
      },
    },
  } satisfies Record<string, Deployable>;
}

/** The function behind Pub/Sub of these names: ours, and the baseline. */
function behindPubSub(
  names: { folder: string; target: string; baseline: string },
  ours: Variables,
  baseline: Variables,
): Deployable[] {
  const { folder, target } = names;
  const theirs = {
    target: names.baseline.replace(/-./, (text) => text.slice(1).toUpperCase()),
    environment: { ...COMMON, ...baseline, DATABASE },
  };
  return [
    { ...theirs, name: BASELINE, folder: `baselines/${names.baseline}` },
    { ...theirs, name: BASELINE_BUNDLED, folder: `bundled/${names.baseline}` },
    {
      name: OURS,
      folder,
      target,
      environment: {
        ...COMMON,
        ...COMPILED,
        ...ours,
        CHANNELS: "business-messages",
        FIRESTORE_DATABASE: DATABASE,
        DEAD_LETTERS_TOPIC: TOPICS.deadLetters,
      },
    },
  ];
}

export function stores(servers: Variables): Deployable[] {
  const names = {
    folder: "store-receipt",
    target: "storeReceipt",
    baseline: "tutorial-store",
  };
  return behindPubSub(names, servers, servers);
}

/** @param platformUrl where the platform's API is */
export function senders(servers: Variables, platformUrl: string): Deployable[] {
  const names = {
    folder: "send-read-receipt",
    target: "sendReadReceipt",
    baseline: "tutorial-sender",
  };
  return behindPubSub(
    names,
    { ...servers, BUSINESS_MESSAGES_API_URL: platformUrl },
    { ...servers, API_URL: platformUrl },
  );
}
