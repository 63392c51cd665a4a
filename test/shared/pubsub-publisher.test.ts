import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  Server,
  ServerCredentials,
  status,
  type Metadata,
} from "@grpc/grpc-js";
import protobuf from "protobufjs";
import {
  createPubSubPublisher,
  type PubSubPublisher,
} from "../../shared/pubsub-publisher.ts";

const TOPIC = "projects/p/topics/t";
const MESSAGE = { data: Buffer.from("é"), attributes: { agent: "a" } };
const description = JSON.parse(
  readFileSync(
    "node_modules/@google-cloud/pubsub-api/build/protos/protos.json",
    "utf8",
  ),
) as protobuf.INamespace;
const types = protobuf.Root.fromJSON(description);
const PublishRequest = types.lookupType("google.pubsub.v1.PublishRequest");
const PublishResponse = types.lookupType("google.pubsub.v1.PublishResponse");

interface Call {
  readonly request: protobuf.Message;
  readonly metadata: Metadata;
}

/** A Pub/Sub that answers with these codes in turn, and with success from then on. */
async function startPubSub(...codes: status[]) {
  const calls: Call[] = [];
  const server = new Server();
  const definition = {
    path: "/google.pubsub.v1.Publisher/Publish",
    requestStream: false,
    responseStream: false,
    requestDeserialize: (bytes: Buffer) => PublishRequest.decode(bytes),
    requestSerialize: () => Buffer.alloc(0),
    responseSerialize: (response: object) =>
      Buffer.from(
        PublishResponse.encode(PublishResponse.fromObject(response)).finish(),
      ),
    responseDeserialize: (bytes: Buffer) => bytes,
  };
  server.addService(
    { publish: definition },
    {
      publish: (
        call: Call,
        answer: (error: object | null, response?: object) => void,
      ) => {
        calls.push(call);
        const code = codes.shift();
        if (code === undefined) answer(null, { messageIds: ["1"] });
        else answer({ code, details: "no" });
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      "127.0.0.1:0",
      ServerCredentials.createInsecure(),
      (error, port) => (error ? reject(error) : resolve(port)),
    );
  });
  process.env.PUBSUB_EMULATOR_HOST = `127.0.0.1:${port}`;
  return { calls, server };
}

let publisher: PubSubPublisher;
let server: Server | undefined;

beforeEach(() => {
  publisher = createPubSubPublisher(5000);
  server = undefined;
});

afterEach(async () => {
  await publisher.close();
  server?.forceShutdown();
  delete process.env.PUBSUB_EMULATOR_HOST;
  delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
});

describe("createPubSubPublisher", () => {
  it("publishes what it is given, and says to which topic it goes", async () => {
    const pubsub = await startPubSub();
    ({ server } = pubsub);
    await publisher.publish(TOPIC, [MESSAGE, MESSAGE]);
    const requests = pubsub.calls.map(({ request, metadata }) => ({
      ...PublishRequest.toObject(request),
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
    const pubsub = await startPubSub(status.UNAVAILABLE, status.INTERNAL);
    ({ server } = pubsub);
    await publisher.publish(TOPIC, [MESSAGE]);
    expect(pubsub.calls).toHaveLength(3);
  });

  it("a refusal reaches the caller at once", async () => {
    const pubsub = await startPubSub(status.NOT_FOUND);
    ({ server } = pubsub);
    await expect(publisher.publish(TOPIC, [MESSAGE])).rejects.toThrow(
      "5 NOT_FOUND: no",
    );
    expect(pubsub.calls).toHaveLength(1);
  });

  it("connects anew after it could not", async () => {
    process.env.GOOGLE_APPLICATION_CREDENTIALS = "no/such/file.json";
    publisher.open(); // nobody is told
    const failed = publisher.publish(TOPIC, [MESSAGE]);
    await expect(failed).rejects.toThrow("no such file");
    const pubsub = await startPubSub();
    ({ server } = pubsub);
    await publisher.publish(TOPIC, [MESSAGE]);
    expect(pubsub.calls).toHaveLength(1);
  });

  it("has opened a connection before the first publish", async () => {
    const pubsub = await startPubSub();
    ({ server } = pubsub);
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
