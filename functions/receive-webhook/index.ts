import { http } from "@google-cloud/functions-framework";
import { disableDomains } from "../../shared/runtime/disable-domains.ts";
import * as z from "zod";
import { enabledChannels } from "../../shared/channels/channels.ts";
import {
  TopicName,
  integerInRange,
} from "../../shared/runtime/configuration-types.ts";
import {
  parseConfiguration,
  parseAll,
} from "../../shared/runtime/configuration.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import { createReceiveWebhook, NAME } from "./handler.ts";
import { sanitizeAllPaths } from "./sanitize-path.ts";
import { skipBodyParserForAllRequests } from "./raw-body.ts";

const Variables = z.object({
  RECEIPTS_TOPIC: TopicName,
  USER_EVENTS_TOPIC: TopicName,
  DEAD_LETTERS_TOPIC: TopicName,
  MAX_BODY_BYTES: integerInRange(1024, 9_000_000, "bytes").default(1_048_576), // Pub/Sub takes 10 MB
  PUBLISH_TIMEOUT_MS: integerInRange(100, 60_000, "milliseconds").default(1500),
});

const [variables, ...channels] = parseAll(
  () => parseConfiguration(Variables, process.env),
  ...enabledChannels(process.env).map((channel) => () => ({
    channel,
    webhook: channel.createWebhook(process.env),
  })),
);

const publisher = createPubSubPublisher(variables.PUBLISH_TIMEOUT_MS);
publisher.open();

skipBodyParserForAllRequests();
sanitizeAllPaths();
disableDomains();
http(
  NAME,
  createReceiveWebhook({
    channels,
    publisher,
    topics: {
      receipts: variables.RECEIPTS_TOPIC,
      userEvents: variables.USER_EVENTS_TOPIC,
      deadLetters: variables.DEAD_LETTERS_TOPIC,
    },
    maxBodyBytes: variables.MAX_BODY_BYTES,
    publishTimeoutMs: variables.PUBLISH_TIMEOUT_MS,
    log: createLog(),
  }),
);
