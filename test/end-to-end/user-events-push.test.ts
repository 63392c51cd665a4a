import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { PubSub } from "@google-cloud/pubsub";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import express, { type Express } from "express";
import { parseJson } from "../../shared/runtime/json.ts";
import { createPubSubPublisher } from "../../shared/pubsub/pubsub-publisher.ts";
import {
  AGENT,
  createChannelWebhook,
  KEYS,
  serveWebhook,
  sign,
} from "../functions/receive-webhook/serve-webhook.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import { businessMessages } from "../support/fixtures.ts";
import { createKeptPublisher } from "../support/publisher.ts";
import { listen, type Listening } from "../support/server.ts";

const PROJECT = "receipts-test";
const RUN = randomUUID(); // emulators that run on keep the topics of earlier runs
const TOPIC = `projects/${PROJECT}/topics/user-events-${RUN}`;
const SUBSCRIPTION = `projects/${PROJECT}/subscriptions/bot-${RUN}`;

const { message } = businessMessages("message");
// Nobody would write this JSON the same way again: white space, escapes, and keys that JavaScript reorders.
const BODY = Buffer.from(
  `\r\n{ "message":\t${JSON.stringify(message)} ,\n "context": {"10": 1.0e0, "9": "\\u00e9é\\/👋"},"agent":"${AGENT}"}\n\t`,
);

// Pub/Sub's emulator (0.8.20) honours `noWrapper` and `writeMetadata`: the data are the body; attributes are
// headers, with capitals as they were published; message id, publish time and subscription name are
// `x-goog-pubsub-*` headers. Without the attribute Content-Type, or without `writeMetadata`, it sends
// application/x-www-form-urlencoded. What it does not do, and so is not tested here: it sends no OIDC token
// for a subscription that asks for one, and no delivery attempt; and an attribute that no header can hold
// (a line break) ends all pushes of its subscription. Whether Pub/Sub itself keeps the capitals is not shown
// either, but HTTP doesn't tell them apart.
describeOnEmulators("a bot that user events are pushed to unwrapped", () => {
  const pubsub = new PubSub({ projectId: PROJECT });
  const publisher = createPubSubPublisher(5000);
  const arrivals: Arrival[] = [];
  let bot: Listening;
  let endpoint: string;

  beforeAll(async () => {
    const app = createBot(arrivals);
    bot = await listen((request, response) => {
      app(request, response);
    });
    endpoint = `${bot.url}/webhook`;
    await pubsub.createTopic(TOPIC);
    await pubsub.topic(TOPIC).createSubscription(SUBSCRIPTION, {
      pushConfig: {
        pushEndpoint: endpoint,
        noWrapper: { writeMetadata: true },
      },
      retryPolicy: {
        minimumBackoff: { seconds: 1 },
        maximumBackoff: { seconds: 3 },
      },
    });
  });
  afterAll(async () => {
    await bot.close();
    await pubsub.close();
    await publisher.close();
  });

  it("gets what the platform sent, byte for byte and with its signature, until it takes it", async () => {
    await using webhook = await serveWebhook({
      publisher: {
        ...createKeptPublisher(),
        publish: (_, messages) => publisher.publish(TOPIC, messages),
      },
    });

    expect((await webhook.post(BODY)).status).toBe(200);

    await eventually(() => {
      expect(arrivals.map(({ status }) => status)).toEqual([500, 200]);
    });
    for (const { headers, rawBody, body } of arrivals) {
      expect(rawBody.equals(BODY)).toBe(true);
      expect(body).toMatchObject({ agent: AGENT, message });
      expect(headers).toMatchObject({
        "content-type": "application/json",
        "x-goog-signature": sign(BODY, KEYS.current),
        channel: "business-messages",
        agent: AGENT,
        kind: "message",
        "x-goog-pubsub-subscription-name": SUBSCRIPTION,
      });
    }
    const ids = arrivals.map(
      (each) => each.headers["x-goog-pubsub-message-id"],
    );
    expect(ids).toEqual([expect.any(String), ids[0]]);
  });

  it.each([
    [401, "unsigned", { "Content-Type": "application/json" }],
    [
      401,
      "signed by somebody else",
      {
        "Content-Type": "application/json",
        "X-Goog-Signature": sign(BODY, "guessed"),
      },
    ],
    [
      415,
      "not called JSON",
      {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Goog-Signature": sign(BODY, KEYS.current),
      },
    ],
  ])(
    "answers %d to what is %s, as it always did",
    async (status, _, headers) => {
      const answer = await fetch(endpoint, {
        method: "POST",
        headers,
        body: BODY,
      });
      expect(answer.status).toBe(status);
    },
  );
});

interface Arrival {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  readonly body: unknown;
}

/** A bot that was written for the platform and knows nothing of Pub/Sub; it fails on the first event that it could take. */
function createBot(arrivals: Arrival[]): Express {
  const platform = createChannelWebhook(); // checks as the webhook itself does
  const app = express();
  app.post(
    "/webhook",
    express.raw({ type: "application/json" }),
    (request, response) => {
      const rawBody: unknown = request.body;
      if (!Buffer.isBuffer(rawBody)) {
        response.sendStatus(415);
        return;
      }
      const { headers } = request;
      const body = parseJson(rawBody.toString());
      if (!platform.verifySignature({ headers, rawBody, body })) {
        response.sendStatus(401);
        return;
      }
      const status = arrivals.length === 0 ? 500 : 200;
      arrivals.push({ status, headers, rawBody, body });
      response.sendStatus(status);
    },
  );
  return app;
}
