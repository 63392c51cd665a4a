import { PubSub, v1 } from "@google-cloud/pubsub";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

// Pub/Sub, "Quotas and limits": 1,000 messages and 10 MB a publish request.
const MAX_MESSAGES = 1000;
const MAX_BYTES = 9_000_000; // some room for what protobuf adds
const ENVELOPE_BYTES = 64;

// gRPC's codes for faults that pass: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE.
const PASSING_CODES = [4, 8, 10, 13, 14];

/**
 * Publishes with Pub/Sub's low-level client: one call for all messages of one topic, where the batching
 * one makes several and starts slower. Obeys PUBSUB_EMULATOR_HOST.
 * @param deadlineMs how long one call may take, retries included
 */
export function createPubSubPublisher(
  deadlineMs: number,
): Publisher & { close(): Promise<void> } {
  const pubsub = new PubSub();
  const client = new v1.PublisherClient(
    pubsub.options as ConstructorParameters<typeof v1.PublisherClient>[0],
  );
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
        client.publish({ topic, messages: part }, callOptions),
      );
      await Promise.all(calls);
    },
    close: () => client.close(),
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
