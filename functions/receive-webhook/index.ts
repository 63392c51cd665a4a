import { http } from "@google-cloud/functions-framework";
import { avoidDomains } from "../../shared/runtime/disable-domains.ts";
import * as z from "zod";
import type { Channel } from "../../shared/channels/channel.ts";
import { usedChannels } from "../../shared/channels/channels.ts";
import {
  TopicName,
  wholeNumber,
} from "../../shared/runtime/configuration-types.ts";
import {
  parseConfiguration,
  parseTogether,
} from "../../shared/runtime/configuration.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import { createReceiveWebhook, NAME } from "./handler.ts";
import { mendEveryPath } from "./sanitize-path.ts";
import { hideEveryBody } from "./raw-body.ts";

const Variables = z.object({
  RECEIPTS_TOPIC: TopicName,
  USER_EVENTS_TOPIC: TopicName,
  DEAD_LETTERS_TOPIC: TopicName,
  MAX_BODY_BYTES: wholeNumber(1024, 9_000_000, "bytes").default(1_048_576), // Pub/Sub takes 10 MB
  PUBLISH_DEADLINE_MS: wholeNumber(100, 60_000, "milliseconds").default(1500),
});

const [first, ...others] = usedChannels(process.env);
const use = (channel: Channel) => () => ({
  channel,
  webhook: channel.createWebhook(process.env),
});
const [variables, ...used] = parseTogether(
  () => parseConfiguration(Variables, process.env),
  use(first),
  ...others.map(use),
);

const publisher = createPubSubPublisher(variables.PUBLISH_DEADLINE_MS);
publisher.open();

hideEveryBody();
mendEveryPath();
avoidDomains();
http(
  NAME,
  createReceiveWebhook({
    channels: used,
    publisher,
    topics: {
      receipts: variables.RECEIPTS_TOPIC,
      userEvents: variables.USER_EVENTS_TOPIC,
      deadLetters: variables.DEAD_LETTERS_TOPIC,
    },
    maxBodyBytes: variables.MAX_BODY_BYTES,
    publishDeadlineMs: variables.PUBLISH_DEADLINE_MS,
    log: createLog(),
  }),
);
