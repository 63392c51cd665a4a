import { http } from "@google-cloud/functions-framework";
import { channels } from "../../shared/channels.ts";
import {
  StoreVariables,
  TopicName,
  wholeNumber,
} from "../../shared/configuration-types.ts";
import {
  parseConfiguration,
  parseTogether,
} from "../../shared/configuration.ts";
import { openFirestore } from "../../shared/firestore.ts";
import { createLog } from "../../shared/log.ts";
import { createPubSubPublisher } from "../../shared/pubsub-publisher.ts";
import { MICROS_A_DAY } from "../../shared/timestamp.ts";
import { createFirestoreClaims } from "./firestore-claims.ts";
import { createSendReadReceipt, NAME } from "./handler.ts";

const Variables = StoreVariables.extend({
  CLAIM_LEASE_SECONDS: wholeNumber(120, 86_400, "seconds").default(900),
  DEAD_LETTERS_TOPIC: TopicName,
});

const [variables, ...platforms] = parseTogether(
  () => parseConfiguration(Variables, process.env),
  ...channels.map((channel) => () => {
    const platform = channel.createPlatform(process.env);
    return [channel.name, platform] as const;
  }),
);

http(
  NAME,
  createSendReadReceipt({
    claims: createFirestoreClaims(
      openFirestore(variables.FIRESTORE_DATABASE),
      variables.RETENTION_DAYS * MICROS_A_DAY,
    ),
    platforms: new Map(platforms),
    publisher: createPubSubPublisher(variables.STORE_DEADLINE_MS),
    deadLettersTopic: variables.DEAD_LETTERS_TOPIC,
    leaseMicros: variables.CLAIM_LEASE_SECONDS * 1_000_000,
    storeDeadlineMs: variables.STORE_DEADLINE_MS,
    log: createLog(),
  }),
);
