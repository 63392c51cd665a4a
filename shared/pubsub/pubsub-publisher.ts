import { v1 } from "@google-cloud/pubsub";
import type {
  CallOptions,
  Client,
  ClientUnaryCall,
  Metadata,
  requestCallback,
} from "@grpc/grpc-js";
import { createBatchingPublisher } from "./batching-publisher.ts";
import {
  clientOptions,
  createLazyConnection,
  initializeStub,
  isTransient,
  retryOptions,
  type ConnectionLifecycle,
} from "../runtime/grpc-client.ts";
import { encodePublishRequest } from "./publish-encoding.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";

export type PubSubPublisher = Publisher & ConnectionLifecycle;

/**
 * Publishes with Pub/Sub's low-level client: one call for all messages of one topic that are there at once, where the
 * batching one makes several and starts slower. Makes it when it is needed. Obeys PUBSUB_EMULATOR_HOST.
 * @param deadlineMs how long one call may take, retries included
 */
export function createPubSubPublisher(deadlineMs: number): PubSubPublisher {
  const { connection, lifetime } = createLazyConnection(connect);
  const retry = retryOptions(deadlineMs);
  const publisher = createBatchingPublisher(async (topic, messages) => {
    const { client } = await connection();
    // The client writes the topic into the options: each call has its own.
    await client.publish({ topic, messages }, { retry });
  }, isTransient);
  return { ...publisher, ...lifetime };
}

/** A client whose requests are encoded here, and whose answers, the messages' ids, are not read. */
async function connect() {
  const client = new v1.PublisherClient(
    clientOptions(process.env.PUBSUB_EMULATOR_HOST),
  );
  const stub = await initializeStub<PublisherStub>(client);
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
