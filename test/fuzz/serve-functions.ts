import { createSendReadReceipt } from "../../functions/send-read-receipt/handler.ts";
import { createStoreReceipt } from "../../functions/store-receipt/handler.ts";
import { createPlatformCircuitBreakers } from "../../functions/send-read-receipt/platform-circuit-breakers.ts";
import { createLog } from "../../shared/runtime/log.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import { serveFunction } from "../support/serve-function.ts";
import { TOPICS } from "./constants.ts";
import type { Records } from "./records.ts";
import { platformsAt, servePlatform } from "./serve-platform.ts";
import { serveWebhook, type WebhookDefects } from "./serve-webhook.ts";

/** The URL of each function's server. */
export interface ServedFunctions extends AsyncDisposable {
  readonly receiveWebhook: string;
  readonly storeReceipt: string;
  readonly sendReadReceipt: string;
}

/** What to break. */
export interface Defects extends WebhookDefects {
  /** Loses what is published on this topic. */
  readonly lostTopic?: string;
}

/** The three functions on functions-framework; what they do goes into the records of the cases. */
export async function serveFunctions(
  records: Records,
  defects: Defects = {},
): Promise<ServedFunctions> {
  const publisher: Publisher = {
    async publish(topic, messages) {
      if (topic === defects.lostTopic) return;
      await records.publisher.publish(topic, messages);
    },
  };
  const log = createLog();
  const common = {
    publisher,
    log,
    deadLettersTopic: TOPICS.deadLetters,
    firestoreTimeoutMs: 30_000,
  };
  const platform = await servePlatform(records);
  const receiveWebhook = await serveWebhook({ ...common, records, defects });
  const storeReceipt = await serveFunction(
    createStoreReceipt({
      ...common,
      messages: {
        write(write) {
          records.current().writes.push(write);
          return Promise.resolve();
        },
      },
    }),
    (request) => records.enter(request),
  );
  const sendReadReceipt = await serveFunction(
    createSendReadReceipt({
      ...common,
      claims: {
        async claim(...of) {
          const record = records.current();
          const claim = await record.store.claims.claim(...of);
          if (claim.outcome !== "ACQUIRED") record.left += 1;
          return claim;
        },
        complete(claim, write) {
          const { store, settled } = records.current();
          settled.push(write);
          return store.claims.complete(claim, write);
        },
      },
      platforms: platformsAt(platform.url, records),
      circuitBreakers: createPlatformCircuitBreakers({
        initialOpenMs: 1000,
        maxOpenMs: 1000,
        maxWaitMs: 1000,
        functionName: "sendReadReceipt",
        log,
      }),
      leaseMicros: 900_000_000,
    }),
    (request) => records.enter(request),
  );
  const served = [receiveWebhook, storeReceipt, sendReadReceipt];
  return {
    receiveWebhook: receiveWebhook.url,
    storeReceipt: storeReceipt.url,
    sendReadReceipt: sendReadReceipt.url,
    async [Symbol.asyncDispose]() {
      for (const each of served) await each[Symbol.asyncDispose]();
      await platform.close();
    },
  };
}
