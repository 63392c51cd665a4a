import {
  createReceiveWebhook,
  type Dependencies,
  type EnabledChannel,
} from "../../functions/receive-webhook/handler.ts";
import { sanitizePath } from "../../functions/receive-webhook/sanitize-path.ts";
import { skipBodyParser } from "../../functions/receive-webhook/raw-body.ts";
import type { ChannelWebhook } from "../../shared/channels/channel.ts";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import { serveFunction, type Served } from "../support/serve-function.ts";
import { MAX_BODY_BYTES, TOPICS } from "./constants.ts";
import type { Records } from "./records.ts";

/** What to break in the webhook. */
export interface WebhookDefects {
  readonly webhook?: (of: ServedChannel) => Partial<ChannelWebhook>;
  readonly maxBodyBytes?: number;
  /** Leaves the body and the path to the framework. */
  readonly isUnprepared?: boolean;
}

export interface WebhookOptions extends Pick<
  Dependencies,
  "publisher" | "log"
> {
  readonly records: Records;
  readonly defects: WebhookDefects;
}

/** The webhook of every channel, each with its own keys. */
export function serveWebhook(options: WebhookOptions): Promise<Served> {
  const { publisher, log, records, defects } = options;
  const use = (of: ServedChannel): EnabledChannel => ({
    channel: of.channel,
    webhook: {
      ...of.channel.createWebhook(variablesOf(of)),
      ...defects.webhook?.(of),
    },
  });
  return serveFunction(
    createReceiveWebhook({
      publisher,
      log,
      channels: CHANNELS.map(use),
      topics: TOPICS,
      maxBodyBytes: defects.maxBodyBytes ?? MAX_BODY_BYTES,
      publishTimeoutMs: 30_000,
    }),
    (request) => {
      records.enter(request);
      if (defects.isUnprepared) return;
      skipBodyParser(request);
      sanitizePath(request);
    },
  );
}

function variablesOf({ keys, rules }: ServedChannel): Record<string, string> {
  const { current, previous, own } = keys;
  const lists = { default: [current, previous], [rules.otherAgent]: [own] };
  return { [rules.keysVariable]: JSON.stringify(lists) };
}
