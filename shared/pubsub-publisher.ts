import { PublisherClient } from "@google-cloud/pubsub-api";
import { credentials, type Client } from "@grpc/grpc-js";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

// Pub/Sub, "Quotas and limits": 1,000 messages and 10 MB a publish request.
const MAX_MESSAGES = 1000;
const MAX_BYTES = 9_000_000; // some room for what protobuf adds
const ENVELOPE_BYTES = 64;

// gRPC's codes for faults that pass: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE.
const PASSING_CODES = [4, 8, 10, 13, 14];

export interface PubSubPublisher extends Publisher {
  /** Connects before the first publish has to wait for it. */
  open(): void;
  close(): Promise<void>;
}

/**
 * Publishes with Pub/Sub's low-level client: one call for all messages of one topic, where the batching
 * one makes several and starts slower. Makes it when it is needed. Obeys PUBSUB_EMULATOR_HOST.
 * @param deadlineMs how long one call may take, retries included
 */
export function createPubSubPublisher(deadlineMs: number): PubSubPublisher {
  let made: PublisherClient | undefined;
  const client = () => (made ??= new PublisherClient(clientOptions()));
  const callOptions = {
    retry: {
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
    },
  };
  return {
    async publish(topic, messages) {
      const calls = inRequests(messages).map((part) =>
        client().publish({ topic, messages: part }, callOptions),
      );
      await Promise.all(calls);
    },
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
function clientOptions(): ConstructorParameters<typeof PublisherClient>[0] {
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

/** Splits messages into publish requests that keep to Pub/Sub's limits. */
export function inRequests(
  messages: readonly OutgoingMessage[],
): OutgoingMessage[][] {
  const requests: OutgoingMessage[][] = [];
  let current: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    const isFull = current.length === MAX_MESSAGES || bytes + size > MAX_BYTES;
    if (current.length > 0 && isFull) {
      requests.push(current);
      current = [];
      bytes = 0;
    }
    current.push(message);
    bytes += size;
  }
  if (current.length > 0) requests.push(current);
  return requests;
}

function sizeOf({ data, attributes }: OutgoingMessage): number {
  const texts = Object.entries(attributes).flat();
  return texts.reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    data.length + ENVELOPE_BYTES,
  );
}
