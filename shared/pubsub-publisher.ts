import { v1 } from "@google-cloud/pubsub";
import { credentials, type Client } from "@grpc/grpc-js";
import { createCoalescer } from "./coalescer.ts";
import type { Publisher } from "./publisher.ts";

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
  let made: v1.PublisherClient | undefined;
  const client = () => (made ??= new v1.PublisherClient(clientOptions()));
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
    // The client writes the topic into the options: each call has its own.
    (topic, messages) => client().publish({ topic, messages }, { retry }),
    (error) => PASSING_CODES.includes((error as { code?: number }).code ?? -1),
  );
  return {
    ...publisher,
    open() {
      // What goes wrong here does so again when something is published, and is told then.
      client()
        .initialize()
        .then((stub) => {
          (stub as unknown as Client).getChannel().getConnectivityState(true);
        })
        .catch(() => undefined);
    },
    async close() {
      await made?.close();
    },
  };
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
