import { http } from "@google-cloud/functions-framework";
import { disableDomains } from "../../shared/runtime/disable-domains.ts";
import { enabledChannels } from "../../shared/channels/channels.ts";
import {
  StoreVariables,
  TopicName,
  integerInRange,
} from "../../shared/runtime/configuration-types.ts";
import {
  parseConfiguration,
  parseAll,
} from "../../shared/runtime/configuration.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { createFirestoreClaims } from "./firestore-claims.ts";
import { createSendReadReceipt, NAME } from "./handler.ts";
import { createPlatformCircuitBreakers } from "./platform-circuit-breakers.ts";

const MAX_WAIT_MS = 20_000; // a delivery has to end within its ack deadline: docs/deploy.md, "Time limits"
const MAX_OPEN_FACTOR = 10; // times the first one

const Variables = StoreVariables.extend({
  CLAIM_LEASE_SECONDS: integerInRange(120, 86_400, "seconds").default(900),
  DEAD_LETTERS_TOPIC: TopicName,
  /** How long calls to a platform rest when it wants none. */
  CIRCUIT_BREAKER_OPEN_SECONDS: integerInRange(1, 600, "seconds").default(60),
});

const [variables, ...platforms] = parseAll(
  () => parseConfiguration(Variables, process.env),
  ...enabledChannels(process.env).map((channel) => () => {
    const platform = channel.createPlatform(process.env);
    return [channel.name, platform] as const;
  }),
);

const log = createLog();
const initialOpenMs = variables.CIRCUIT_BREAKER_OPEN_SECONDS * 1000;

disableDomains();
http(
  NAME,
  createSendReadReceipt({
    claims: createFirestoreClaims(
      openFirestore(variables.FIRESTORE_DATABASE),
      variables.RETENTION_DAYS * MICROS_PER_DAY,
    ),
    platforms: new Map(platforms),
    circuitBreakers: createPlatformCircuitBreakers({
      initialOpenMs,
      maxOpenMs: initialOpenMs * MAX_OPEN_FACTOR,
      maxWaitMs: MAX_WAIT_MS,
      functionName: NAME,
      log,
    }),
    publisher: createPubSubPublisher(variables.FIRESTORE_TIMEOUT_MS),
    deadLettersTopic: variables.DEAD_LETTERS_TOPIC,
    leaseMicros: variables.CLAIM_LEASE_SECONDS * 1_000_000,
    firestoreTimeoutMs: variables.FIRESTORE_TIMEOUT_MS,
    log,
  }),
);
