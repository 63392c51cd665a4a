import { http } from "@google-cloud/functions-framework";
import { disableDomains } from "../../shared/runtime/disable-domains.ts";
import {
  StoreVariables,
  TopicName,
} from "../../shared/runtime/configuration-types.ts";
import { parseConfiguration } from "../../shared/runtime/configuration.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { createFirestoreMessages } from "./firestore-messages.ts";
import { createStoreReceipt, NAME } from "./handler.ts";

const Variables = StoreVariables.extend({ DEAD_LETTERS_TOPIC: TopicName });

const variables = parseConfiguration(Variables, process.env);

const messages = createFirestoreMessages(
  { databaseId: variables.FIRESTORE_DATABASE },
  variables.RETENTION_DAYS * MICROS_PER_DAY,
  variables.FIRESTORE_TIMEOUT_MS,
);
messages.open();

disableDomains();
http(
  NAME,
  createStoreReceipt({
    messages,
    publisher: createPubSubPublisher(variables.FIRESTORE_TIMEOUT_MS),
    deadLettersTopic: variables.DEAD_LETTERS_TOPIC,
    firestoreTimeoutMs: variables.FIRESTORE_TIMEOUT_MS,
    log: createLog(),
  }),
);
