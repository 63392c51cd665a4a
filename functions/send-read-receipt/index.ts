import { http } from "@google-cloud/functions-framework";
import { avoidDomains } from "../../shared/runtime/disable-domains.ts";
import { usedChannels } from "../../shared/channels/channels.ts";
import {
  StoreVariables,
  TopicName,
  wholeNumber,
} from "../../shared/runtime/configuration-types.ts";
import {
  parseConfiguration,
  parseTogether,
} from "../../shared/runtime/configuration.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import { MICROS_A_DAY } from "../../shared/runtime/timestamp.ts";
import { createFirestoreClaims } from "./firestore-claims.ts";
import { createSendReadReceipt, NAME } from "./handler.ts";
import { createPlatformGuard } from "./platform-circuit-breakers.ts";

const PATIENCE_MS = 20_000; // a delivery has to end within its ack deadline: docs/deploy.md, "Time limits"
const LONGEST_PAUSE = 10; // times the first one

const Variables = StoreVariables.extend({
  CLAIM_LEASE_SECONDS: wholeNumber(120, 86_400, "seconds").default(900),
  DEAD_LETTERS_TOPIC: TopicName,
  /** How long calls to a platform rest when it wants none. */
  PLATFORM_PAUSE_SECONDS: wholeNumber(1, 600, "seconds").default(60),
});

const [variables, ...platforms] = parseTogether(
  () => parseConfiguration(Variables, process.env),
  ...usedChannels(process.env).map((channel) => () => {
    const platform = channel.createPlatform(process.env);
    return [channel.name, platform] as const;
  }),
);

const log = createLog();
const firstMs = variables.PLATFORM_PAUSE_SECONDS * 1000;

avoidDomains();
http(
  NAME,
  createSendReadReceipt({
    claims: createFirestoreClaims(
      openFirestore(variables.FIRESTORE_DATABASE),
      variables.RETENTION_DAYS * MICROS_A_DAY,
    ),
    platforms: new Map(platforms),
    guard: createPlatformGuard({
      firstMs,
      longestMs: firstMs * LONGEST_PAUSE,
      patienceMs: PATIENCE_MS,
      name: NAME,
      log,
    }),
    publisher: createPubSubPublisher(variables.STORE_DEADLINE_MS),
    deadLettersTopic: variables.DEAD_LETTERS_TOPIC,
    leaseMicros: variables.CLAIM_LEASE_SECONDS * 1_000_000,
    storeDeadlineMs: variables.STORE_DEADLINE_MS,
    log,
  }),
);
