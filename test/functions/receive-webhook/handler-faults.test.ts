import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, it } from "@jest/globals";
import { businessMessages as channel } from "../../../shared/channels/business-messages/channel.ts";
import { businessMessages } from "../../support/fixtures.ts";
import { eventually } from "../../support/eventually.ts";
import {
  createChannelWebhook,
  serveWebhook,
  TOPICS,
  type WebhookOptions,
} from "./serve-webhook.ts";

const DELIVERED = JSON.stringify(businessMessages("delivered"));

const real = createChannelWebhook();
const fault = new TypeError("A fault in the code.");

function failOnce<A extends unknown[], T>(work: (...of: A) => T) {
  let hasFailed = false;
  return (...of: A): T => {
    if (hasFailed) return work(...of);
    hasFailed = true;
    throw fault;
  };
}

type Parse = typeof channel.parse;

it.each<[string, () => WebhookOptions]>([
  [
    "handshake",
    () => ({
      channelWebhook: {
        ...real,
        respondToVerification: failOnce(() => undefined),
      },
    }),
  ],
  [
    "verify",
    () => ({
      channelWebhook: { ...real, verifySignature: failOnce(() => true) },
    }),
  ],
  [
    "parse",
    () => ({
      parse: failOnce((...of: Parameters<Parse>) => channel.parse(...of)),
    }),
  ],
])(
  "answers 500 and logs an ERROR when the channel's %s has a bug, and goes on",
  async (_, create) => {
    await using webhook = await serveWebhook(create());

    const response = await webhook.post(DELIVERED);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain(fault.message);
    expect(webhook.lines).toMatchObject([{ severity: "ERROR", error: fault }]);
    expect(webhook.publisher.calls).toEqual([]);

    expect((await webhook.post(DELIVERED)).status).toBe(200);
  },
);

it.each([
  ["a length", "Content-Length: 1000\r\n\r\n{"],
  ["chunks", 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
])(
  "goes on, without an ERROR, when a sender leaves in the middle of a body (%s)",
  async (_, rest) => {
    const arrived = Promise.withResolvers<IncomingMessage>();
    await using webhook = await serveWebhook({ onRequest: arrived.resolve });
    const { hostname, port, pathname } = new URL(webhook.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n${rest}`);
    const request = await arrived.promise;
    await eventually(() => expect(request.readableDidRead).toBe(true));

    socket.resetAndDestroy();

    await eventually(() => expect(request.readableAborted).toBe(true));
    expect((await webhook.post(DELIVERED)).status).toBe(200);
    expect(webhook.publisher.on(TOPICS.receipts)).toHaveLength(1);
    expect(webhook.lines).toMatchObject([{ severity: "INFO" }]);
  },
);
