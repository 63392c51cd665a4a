import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { createReceiveWebhook } from "../../../functions/receive-webhook/handler.ts";
import { skipBodyParser } from "../../../functions/receive-webhook/raw-body.ts";
import type {
  Channel,
  ChannelWebhook,
} from "../../../shared/channels/channel.ts";
import { businessMessages } from "../../../shared/channels/business-messages/channel.ts";
import type { Log } from "../../../shared/runtime/log.ts";
import { createKeptLog, type LogLine } from "../../support/log.ts";
import {
  createKeptPublisher,
  type KeptPublisher,
} from "../../support/publisher.ts";
import { GIVE_UP_MS } from "../../support/push.ts";
import { BUSINESS_MESSAGES_WEBHOOK_KEYS as KEYS } from "../../support/secrets.ts";
import { serveFunction, type Served } from "../../support/serve-function.ts";

/** The agent of the documented payloads: it has no keys of its own. */
export const AGENT = "brands/3a5e4b52-brand/agents/9d1c7f60-agent";
export const AGENT_WITH_KEYS = "brands/own-brand/agents/own-agent";
export { KEYS };

export const TOPICS = {
  receipts: "projects/p/topics/receipts",
  userEvents: "projects/p/topics/user-events",
  deadLetters: "projects/p/topics/dead-letters",
};

export interface WebhookOptions {
  readonly publisher?: KeptPublisher;
  readonly maxBodyBytes?: number;
  readonly publishTimeoutMs?: number;
  readonly log?: Log;
  readonly channelWebhook?: ChannelWebhook;
  readonly parse?: Channel["parse"];
  /** Sees each request before the function does. */
  readonly onRequest?: (request: IncomingMessage) => void;
  /** Leaves the body to the framework's parsers, as a deployment without the entry file would. */
  readonly parsedByFramework?: boolean;
}

export interface ServedWebhook extends Served {
  readonly publisher: KeptPublisher;
  readonly lines: readonly LogLine[];
  /** Posts bytes, signed with a key, or with a value of your own for the signature, or unsigned. */
  post(rawBody: string | Buffer, signed?: Signed): Promise<Response>;
}

export type Signed = { key: string } | { signature: string } | "unsigned";

export async function serveWebhook(
  options: WebhookOptions = {},
): Promise<ServedWebhook> {
  const { log, lines } = createKeptLog();
  const { publisher = createKeptPublisher() } = options;
  const served = await serveFunction(
    createReceiveWebhook({
      channels: [
        {
          channel: {
            ...businessMessages,
            parse: (...of) => (options.parse ?? businessMessages.parse)(...of),
          },
          webhook: options.channelWebhook ?? createChannelWebhook(),
        },
      ],
      publisher,
      topics: TOPICS,
      maxBodyBytes: options.maxBodyBytes ?? 100_000,
      publishTimeoutMs: options.publishTimeoutMs ?? 30_000,
      log: options.log ?? log,
    }),
    (request) => {
      options.onRequest?.(request);
      if (!options.parsedByFramework) skipBodyParser(request);
    },
  );
  const url = `${served.url}/webhook/${businessMessages.name}`;
  return {
    ...served,
    url,
    publisher,
    lines,
    post(rawBody, signed = { key: KEYS.current }) {
      const headers = new Headers({ "Content-Type": "application/json" });
      const signature = signatureOf(rawBody, signed);
      if (signature !== undefined) headers.set("X-Goog-Signature", signature);
      return fetch(url, {
        method: "POST",
        headers,
        body: rawBody,
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
    },
  };
}

export function createChannelWebhook(): ChannelWebhook {
  const BUSINESS_MESSAGES_WEBHOOK_KEYS = JSON.stringify({
    default: [KEYS.current, KEYS.previous],
    [AGENT_WITH_KEYS]: [KEYS.own],
  });
  return businessMessages.createWebhook({ BUSINESS_MESSAGES_WEBHOOK_KEYS });
}

function signatureOf(
  rawBody: string | Buffer,
  signed: Signed,
): string | undefined {
  if (signed === "unsigned") return undefined;
  return "key" in signed ? sign(rawBody, signed.key) : signed.signature;
}

/** Business Messages, "Receive messages": written anew, to check the code's own. */
export function sign(rawBody: string | Buffer, key: string): string {
  return createHmac("sha512", key).update(rawBody).digest("base64");
}
