import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import express from "express";
import { createSample } from "../support/sample.ts";
import { createPubSubBus } from "../../local/emulators/pubsub.ts";
import { findFreePort } from "../../local/free-port.ts";
import {
  createPlatformSimulator,
  type PlatformRequest,
} from "../../local/platform/simulator.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { ReceiptEvent } from "../../shared/events/receipt-event.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import { createMetadataServer } from "../support/metadata-server.ts";
import { run, start, type Running } from "../support/run.ts";
import { TOKENS } from "../support/secrets.ts";
import { listen, type Listening } from "../support/server.ts";

const PROJECT = "receipts-test";
const INSTALL_TIMEOUT_MS = 240_000;
const TOKEN = TOKENS.metadataServer;
const RUN = randomUUID(); // emulators that run on keep the topics of earlier runs
const topic = (id: string) => `projects/${PROJECT}/topics/${id}-${RUN}`;

describeOnEmulators("each bundle, under functions-framework", () => {
  const bus = createPubSubBus(PROJECT, 5000);
  const firestore = openFirestore("receipts", PROJECT);
  let running: Running | undefined;
  let warmedUp = "";
  const servers: Listening[] = [];
  const folder = mkdtempSync(join(tmpdir(), "bundles-"));

  beforeAll(async () => {
    for (const id of ["receipts", "user-events", "dead-letters"]) {
      await bus.createTopic(topic(id));
    }
    await build(folder);
    // Each in a folder that holds what is uploaded and nothing else, with its own packages.
    const npm = (name: string, ...args: string[]) =>
      promisify(execFile)("npm", args, { cwd: join(folder, name) });
    const names = readdirSync(folder);
    await Promise.all(
      names.map((name) => npm(name, "ci", "--no-audit", "--prefer-offline")),
    );
    // As the deployment's build does.
    const warmUps = await Promise.all(
      names.map((name) => npm(name, "run", "gcp-build")),
    );
    warmedUp = warmUps.map(({ stdout }) => stdout).join("");
  }, INSTALL_TIMEOUT_MS);
  afterEach(async () => {
    running?.child.kill();
    await running?.finished;
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  afterAll(async () => {
    await bus.close();
    await firestore.terminate();
    rmSync(folder, { recursive: true });
  });

  const frameworkArguments = (name: string, target: string) => [
    join(folder, name, "node_modules/.bin/functions-framework"),
    `--target=${target}`,
    `--source=${join(folder, name)}`,
  ];

  /** Starts a bundle as Cloud Run does, and returns its URL once it listens. */
  async function serve(
    name: string,
    target: string,
    environment: Record<string, string>,
  ): Promise<string> {
    const port = await findFreePort();
    running = start(frameworkArguments(name, target), {
      NODE_ENV: "production",
      PORT: String(port),
      GOOGLE_CLOUD_PROJECT: PROJECT,
      LOG_EXECUTION_ID: "true",
      NODE_COMPILE_CACHE: join(folder, name, "compile-cache"),
      CHANNELS: "business-messages",
      DEAD_LETTERS_TOPIC: topic("dead-letters"),
      ...environment,
    });
    const url = `http://127.0.0.1:${port}`;
    await eventually(() => fetch(url));
    return url;
  }

  /** Serves the platform simulator and a source of tokens, and what tells a function of them. */
  async function servePlatform() {
    const metadata = createMetadataServer(TOKEN);
    const metadataServer = await listen(metadata.listener);
    const app = express().use("/platform", createPlatformSimulator());
    const platform = await listen((request, response) => {
      app(request, response);
    });
    servers.push(metadataServer, platform);
    const environment = {
      BUSINESS_MESSAGES_API_URL: `${platform.url}/platform`,
      GCE_METADATA_HOST: new URL(metadataServer.url).host,
      METADATA_SERVER_DETECTION: "assume-present",
    };
    return { platform, metadata, environment };
  }

  const webhookEnvironment = {
    BUSINESS_MESSAGES_WEBHOOK_KEYS: '{"default": ["k"]}',
    RECEIPTS_TOPIC: topic("receipts"),
    USER_EVENTS_TOPIC: topic("user-events"),
    MAX_BODY_BYTES: "2000",
  };

  it("the deployment's build warms up each with an event that succeeds", () => {
    expect(warmedUp).toContain("receiveWebhook answered 200.");
    expect(warmedUp).toContain("storeReceipt answered 204.");
    expect(warmedUp).toContain("sendReadReceipt answered 204.");
  });

  it.each(["receive-webhook", "store-receipt", "send-read-receipt"])(
    "the deployment's build leaves what V8 compiled of %s, its bundle included",
    (name) => {
      const bundle = statSync(join(folder, name, "index.cjs")).size;
      const cache = join(folder, name, "compile-cache");
      const sizes = readdirSync(cache, { recursive: true, encoding: "utf8" })
        .map((file) => statSync(join(cache, file)))
        .filter((file) => file.isFile())
        .map(({ size }) => size);
      expect(sizes.length).toBeGreaterThan(100); // the framework's files
      expect(Math.max(...sizes)).toBeGreaterThan(bundle / 10);
    },
  );

  it("receiveWebhook publishes a receipt", async () => {
    const received = await bus.record(topic("receipts"));
    const url = await serve(
      "receive-webhook",
      "receiveWebhook",
      webhookEnvironment,
    );
    const sample = createSample({ key: "k" });
    const { headers, body } = sample;
    const answer = await fetch(`${url}/webhook/business-messages`, {
      method: "POST",
      headers,
      body,
    });
    expect(answer.status).toBe(200);
    await eventually(() => {
      const events = received
        .messages()
        .map(({ data }) => ReceiptEvent.parse(JSON.parse(data.toString())));
      expect(events.map(({ message }) => message)).toEqual(sample.messages);
    });
  });

  it("receiveWebhook neither keeps nor logs a body that it refuses", async () => {
    const url = await serve(
      "receive-webhook",
      "receiveWebhook",
      webhookEnvironment,
    );
    const post = async (body: string) => {
      const headers = { "Content-Type": "application/json" };
      return (
        await fetch(`${url}/webhook/business-messages`, {
          method: "POST",
          headers,
          body,
        })
      ).status;
    };
    expect(await post("a user's words")).toBe(400);
    expect(await post(`"${"a user's words".repeat(1000)}"`)).toBe(413);
    expect(await post('{"message": {"text": "a user\'s words"}}')).toBe(401);
    await eventually(() => expect(running?.output()).toContain("signature"));
    expect(running?.output()).not.toContain("words");
  });

  it("storeReceipt writes a receipt to Firestore", async () => {
    const conversation = `conversations/${randomUUID()}`;
    const message = `${conversation}/messages/m`;
    const url = await serve("store-receipt", "storeReceipt", {});
    const answer = await push(url, {
      channel: "business-messages",
      conversation,
      message,
      receiptType: "READ",
      time: "2026-01-01T00:00:00Z",
      timeSource: "RECEIPT",
      arrivalTime: "2026-01-01T00:00:01Z",
    });
    expect(answer).toBe(204);
    expect((await firestore.doc(message).get()).data()).toMatchObject({
      rank: 3,
    });
  });

  it("sendReadReceipt calls the platform with a token of the attached service account", async () => {
    const { platform, metadata, environment } = await servePlatform();
    const message = `conversations/${randomUUID()}/messages/m`;
    const url = await serve(
      "send-read-receipt",
      "sendReadReceipt",
      environment,
    );
    expect(await push(url, { message })).toBe(204);
    const asked = await fetch(`${platform.url}/platform/requests`);
    expect(await asked.json()).toMatchObject([
      { path: `/v1/${message}/receipt`, authorized: true },
    ]);
    expect(metadata.scopes).toEqual([
      "https://www.googleapis.com/auth/businessmessages",
    ]);
    expect((await firestore.doc(message).get()).data()).toMatchObject({
      agentRead: { status: "SENT" },
    });
    expect(running?.output()).not.toContain(TOKEN);
  });

  it("sendReadReceipt pauses for as many seconds as it is told, and calls again", async () => {
    const { platform, environment } = await servePlatform();
    const url = await serve("send-read-receipt", "sendReadReceipt", {
      ...environment,
      CIRCUIT_BREAKER_OPEN_SECONDS: "2",
    });
    await fetch(`${platform.url}/platform/failures`, {
      method: "POST",
      body: '{"status": 503}',
    });
    const message = `conversations/${randomUUID()}/messages/m`;
    expect(await push(url, { message }, "1")).toBe(500);
    // The second delivery waits for the end of the pause.
    expect(await push(url, { message }, "1")).toBe(204);
    const asked = await fetch(`${platform.url}/platform/requests`);
    const [first, second, ...more] = (
      (await asked.json()) as PlatformRequest[]
    ).map(({ time }) => Date.parse(time));
    expect(second! - first!).toBeGreaterThanOrEqual(1990);
    expect(more).toEqual([]);
    expect(running?.output()).toContain('"seconds":2');
  });

  it.each([
    [
      "receive-webhook",
      "receiveWebhook",
      /BUSINESS_MESSAGES_WEBHOOK_KEYS.*not set/,
    ],
    ["store-receipt", "storeReceipt", /RETENTION_DAYS is not a whole number/],
    ["send-read-receipt", "sendReadReceipt", /RETENTION_DAYS is not a whole/],
  ])(
    "%s does not start with a bad configuration, and says what is bad",
    async (name, target, sentence) => {
      const { status, stdout, stderr } = await run(
        frameworkArguments(name, target),
        {
          CHANNELS: "business-messages",
          DEAD_LETTERS_TOPIC: topic("dead-letters"),
          RETENTION_DAYS: "many",
          PORT: "0",
        },
      );
      expect(status).not.toBe(0);
      expect(stdout + stderr).toMatch(sentence);
    },
  );
});

async function build(folder: string): Promise<void> {
  const { status, stderr } = await run(["scripts/build.ts", folder]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

async function push(
  url: string,
  event: unknown,
  messageId: string = randomUUID(),
): Promise<number> {
  const data = Buffer.from(JSON.stringify(event)).toString("base64");
  const message = { data, attributes: {}, messageId };
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      message,
      subscription: "projects/p/subscriptions/s",
    }),
  });
  return response.status;
}
