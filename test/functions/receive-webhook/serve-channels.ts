import { createReceiveWebhook } from "../../../functions/receive-webhook/handler.ts";
import { skipBodyParser } from "../../../functions/receive-webhook/raw-body.ts";
import { headersFor, type ChannelUnderTest } from "../../support/channels.ts";
import { createKeptLog } from "../../support/log.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import { GIVE_UP_MS } from "../../support/push.ts";
import { STACK_KEY } from "../../support/secrets.ts";
import { serveFunction } from "../../support/serve-function.ts";
import { TOPICS } from "./serve-webhook.ts";

/** Serves the function for such channels, all of them with the same key, and posts to it at any path. */
export async function serveChannels(
  channels: readonly ChannelUnderTest[],
  publisher = createKeptPublisher(),
) {
  const { log, lines } = createKeptLog();
  const use = ({ channel }: ChannelUnderTest) => {
    const variables = channel.simulator.webhookVariables(STACK_KEY);
    return { channel, webhook: channel.createWebhook(variables) };
  };
  const served = await serveFunction(
    createReceiveWebhook({
      channels: channels.map(use),
      publisher,
      topics: TOPICS,
      maxBodyBytes: 100_000,
      publishTimeoutMs: 30_000,
      log,
    }),
    skipBodyParser,
  );
  const send = (path: string, body: string, headers: Record<string, string>) =>
    fetch(served.url + path, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
  return {
    ...served,
    publisher,
    lines,
    send,
    /** Posts a payload as the platform does. */
    post(of: ChannelUnderTest, path: string, payload: object, key = STACK_KEY) {
      const body = JSON.stringify(payload);
      return send(path, body, headersFor(of, body, key));
    },
  };
}
