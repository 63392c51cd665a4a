import { http } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { Server } from "node:http";
import { OAuth2Client } from "google-auth-library";
import {
  createReceiveWebhook,
  NAME as RECEIVE_WEBHOOK,
  type EnabledChannel,
} from "../functions/receive-webhook/handler.ts";
import { skipBodyParser } from "../functions/receive-webhook/raw-body.ts";
import {
  createSendReadReceipt,
  NAME as SEND_READ_RECEIPT,
} from "../functions/send-read-receipt/handler.ts";
import { createPlatformCircuitBreakers } from "../functions/send-read-receipt/platform-circuit-breakers.ts";
import {
  createStoreReceipt,
  NAME as STORE_RECEIPT,
} from "../functions/store-receipt/handler.ts";
import type { Channel } from "../shared/channels/channel.ts";
import { channels } from "../shared/channels/channels.ts";
import type { Environment } from "../shared/runtime/configuration.ts";
import type { Log } from "../shared/runtime/log.ts";
import type { Publisher } from "../shared/pubsub/publisher.ts";
import type { Store } from "./store.ts";
import type { StackTopics } from "./topics.ts";

export interface FunctionsOptions {
  readonly environment: Environment;
  readonly publisher: Publisher;
  readonly topics: StackTopics;
  readonly store: Store;
  readonly log: Log;
}

export interface Functions {
  readonly receiveWebhook: Server;
  readonly storeReceipt: Server;
  readonly sendReadReceipt: Server;
}

/** The three functions on functions-framework, wired to a bus and a store. None of them listens yet. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { environment, publisher, topics, store, log } = options;
  const enable = (channel: Channel): EnabledChannel => ({
    channel,
    webhook: channel.createWebhook(environment),
  });
  const common = {
    publisher,
    log,
    deadLettersTopic: topics.deadLetters,
    firestoreTimeoutMs: 10_000,
  };
  const authClient = new OAuth2Client({
    transporterOptions: { fetchImplementation: fetch },
  });
  // No expiry: it is never refreshed.
  authClient.setCredentials({ access_token: "local-stack" });
  http(
    RECEIVE_WEBHOOK,
    createReceiveWebhook({
      channels: channels.map(enable),
      publisher,
      topics,
      maxBodyBytes: 1_048_576,
      publishTimeoutMs: 1500,
      log,
    }),
  );
  http(
    STORE_RECEIPT,
    createStoreReceipt({ ...common, messages: store.messages }),
  );
  http(
    SEND_READ_RECEIPT,
    createSendReadReceipt({
      ...common,
      claims: store.claims,
      platforms: new Map(
        channels.map((each) => [
          each.name,
          each.createPlatform(environment, authClient),
        ]),
      ),
      // Shorter than in production: a message has ten attempts here, with pauses of seconds.
      circuitBreakers: createPlatformCircuitBreakers({
        initialOpenMs: 1000,
        maxOpenMs: 5000,
        maxWaitMs: 20_000,
        functionName: SEND_READ_RECEIPT,
        log,
      }),
      leaseMicros: 120_000_000, // longer than the local subscriptions' backoff and a call together
    }),
  );
  return {
    receiveWebhook: getTestServer(RECEIVE_WEBHOOK).prependListener(
      "request",
      skipBodyParser,
    ),
    storeReceipt: getTestServer(STORE_RECEIPT),
    sendReadReceipt: getTestServer(SEND_READ_RECEIPT),
  };
}
