import { v1 } from "@google-cloud/pubsub";
import {
  credentials,
  type CallOptions,
  type Client,
  type ClientUnaryCall,
  type Metadata,
  type requestCallback,
} from "@grpc/grpc-js";
import { createCoalescer } from "./coalescer.ts";
import { encodePublishRequest } from "./publish-encoding.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

// gRPC's codes for faults that pass: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE.
const PASSING_CODES = [4, 8, 10, 13, 14];

export interface PubSubPublisher extends Publisher {
  /** Connects before the first publish has to wait for it. */
  open(): void;
  close(): Promise<void>;
}

/**
 * Publishes with Pub/Sub's low-level client: one call for all messages of one topic that are there at once, where the
 * batching one makes several and starts slower. Makes it when it is needed. Obeys PUBSUB_EMULATOR_HOST.
 * @param deadlineMs how long one call may take, retries included
 */
export function createPubSubPublisher(deadlineMs: number): PubSubPublisher {
  let connecting: Promise<Connection> | undefined;
  const connection = () =>
    (connecting ??= connect().catch((error: unknown) => {
      connecting = undefined; // the next one tries anew
      throw error;
    }));
  const retry = {
    retryCodes: PASSING_CODES,
    backoffSettings: {
      initialRetryDelayMillis: 50,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 500,
      initialRpcTimeoutMillis: deadlineMs,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: deadlineMs,
      totalTimeoutMillis: deadlineMs,
    },
  };
  const publisher = createCoalescer(
    async (topic, messages) => {
      const { client } = await connection();
      // The client writes the topic into the options: each call has its own.
      await client.publish({ topic, messages }, { retry });
    },
    (error) => PASSING_CODES.includes((error as { code?: number }).code ?? -1),
  );
  return {
    ...publisher,
    open() {
      connection()
        .then(({ stub }) => stub.getChannel().getConnectivityState(true))
        // It goes wrong again when something is published, and is told then.
        .catch(() => undefined);
    },
    async close() {
      await connecting?.then(
        ({ client }) => client.close(),
        () => undefined, // there is nothing to close
      );
    },
  };
}

interface Connection {
  readonly client: v1.PublisherClient;
  /** What the client makes its calls with. */
  readonly stub: Client;
}

/** A client whose requests are encoded here, and whose answers, the messages' ids, are not read. */
async function connect(): Promise<Connection> {
  const client = new v1.PublisherClient(clientOptions());
  const stub = (await client.initialize()) as unknown as PublisherStub;
  stub.publish = ({ topic, messages }, metadata, options, answer) =>
    stub.makeUnaryRequest(
      "/google.pubsub.v1.Publisher/Publish",
      () => encodePublishRequest(topic, messages),
      () => ({}),
      undefined,
      metadata,
      options,
      answer,
    );
  return { client, stub };
}

/** What gRPC makes of the service's description, as far as it is used. */
interface PublisherStub extends Client {
  publish(
    request: { topic: string; messages: OutgoingMessage[] },
    metadata: Metadata,
    options: CallOptions,
    answer: requestCallback<object>,
  ): ClientUnaryCall;
}

/** As @google-cloud/pubsub sets them. */
function clientOptions(): ConstructorParameters<typeof v1.PublisherClient>[0] {
  const [servicePath, port] =
    process.env.PUBSUB_EMULATOR_HOST?.split(":") ?? [];
  return {
    "grpc.keepalive_time_ms": 300_000, // finds out that a connection has gone
    "grpc.keepalive_timeout_ms": 20_000,
    ...(servicePath && {
      servicePath,
      port: Number(port),
      sslCreds: credentials.createInsecure(),
    }),
  };
}
