import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { status } from "@grpc/grpc-js";
import {
  createPubSubPublisher,
  type PubSubPublisher,
} from "../../../shared/pubsub/pubsub-publisher.ts";
import { describeMethod } from "../../support/grpc-service.ts";

const TOPIC = "projects/p/topics/t";
const MESSAGE = { data: Buffer.from("é"), attributes: { agent: "a" } };
const publish = describeMethod<{ topic: string; messages: object[] }>(
  "pubsub-api",
  "google.pubsub.v1.Publisher",
  "Publish",
);

/** A Pub/Sub that answers with these codes in turn, and with success from then on. */
async function startPubSub(...codes: status[]) {
  pubsub = await publish.start(
    () => ({ messageIds: ["1"] }),
    ...codes.map((code) => ({ code, details: "no" })),
  );
  process.env.PUBSUB_EMULATOR_HOST = pubsub.host;
  return pubsub;
}

let pubsub: Awaited<ReturnType<typeof publish.start>> | undefined;
let publisher: PubSubPublisher;

beforeEach(() => {
  publisher = createPubSubPublisher(5000);
});

afterEach(async () => {
  await publisher.close();
  pubsub?.close();
  delete process.env.PUBSUB_EMULATOR_HOST;
  delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
});

describe("createPubSubPublisher", () => {
  it("publishes what it is given, and says to which topic it goes", async () => {
    const { calls } = await startPubSub();
    await publisher.publish(TOPIC, [MESSAGE, MESSAGE]);
    const requests = calls.map(({ request, metadata }) => ({
      ...request,
      to: metadata.get("x-goog-request-params"),
    }));
    expect(requests).toEqual([
      {
        topic: TOPIC,
        messages: [MESSAGE, MESSAGE],
        to: [`topic=${encodeURIComponent(TOPIC)}`],
      },
    ]);
  });

  it("publishes again what failed for a reason that passes", async () => {
    const { calls } = await startPubSub(status.UNAVAILABLE, status.INTERNAL);
    await publisher.publish(TOPIC, [MESSAGE]);
    expect(calls).toHaveLength(3);
  });

  it("a refusal reaches the caller at once", async () => {
    const { calls } = await startPubSub(status.NOT_FOUND);
    await expect(publisher.publish(TOPIC, [MESSAGE])).rejects.toThrow(
      "5 NOT_FOUND: no",
    );
    expect(calls).toHaveLength(1);
  });

  it("connects anew after it could not", async () => {
    process.env.GOOGLE_APPLICATION_CREDENTIALS = "no/such/file.json";
    publisher.open(); // nobody is told
    const failed = publisher.publish(TOPIC, [MESSAGE]);
    await expect(failed).rejects.toThrow("no such file");
    const { calls } = await startPubSub();
    await publisher.publish(TOPIC, [MESSAGE]);
    expect(calls).toHaveLength(1);
  });

  it("has opened a connection before the first publish", async () => {
    await startPubSub();
    const port = Number(process.env.PUBSUB_EMULATOR_HOST?.split(":")[1]);
    const between = createServer((socket) => {
      const onward = connect(port, "127.0.0.1");
      socket.pipe(onward).pipe(socket);
      for (const end of [socket, onward]) end.on("error", () => undefined);
    }).listen(0, "127.0.0.1");
    await once(between, "listening");
    const address = between.address() as AddressInfo;
    process.env.PUBSUB_EMULATOR_HOST = `127.0.0.1:${address.port}`;
    publisher.open();
    try {
      await once(between, "connection");
      await publisher.publish(TOPIC, [MESSAGE]);
    } finally {
      between.close();
    }
  });
});
