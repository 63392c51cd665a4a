import express, { type Router } from "express";
import * as z from "zod";
import type { Publisher } from "../shared/pubsub/publisher.ts";
import type { RecordedMessages } from "./pubsub.ts";
import { toDeadLetterEntry, toRawEntry } from "./entries.ts";
import type { StackTopics } from "./topics.ts";

const MAX_REQUEST_BYTES = 15_000_000; // Pub/Sub takes 10 MB, in base64 a third more

/** As Pub/Sub takes it ("REST Resource: PubsubMessage"), which refuses a message without anything in it. */
const Message = z
  .object({
    data: z.base64().transform((text) => Buffer.from(text, "base64")),
    attributes: z.record(z.string(), z.string()).default({}),
  })
  .refine(
    ({ data, attributes }) =>
      data.length > 0 || Object.keys(attributes).length > 0,
    "has neither data nor attributes",
  );

export interface DeadLetterRoutesOptions {
  readonly publisher: Publisher;
  readonly topics: StackTopics;
  readonly deadLetters: RecordedMessages;
}

/** Reads and removes dead letters, and publishes what is to be tried again. */
export function createDeadLetterRoutes(
  options: DeadLetterRoutesOptions,
): Router {
  const { publisher, deadLetters } = options;
  const topics = new Map(
    Object.values(options.topics).map((name) => [name.split("/").at(-1), name]),
  );

  const router = express.Router();
  router.get("/dead-letters", (request, response) => {
    const letters = deadLetters.messages();
    const isRaw = request.query.data === "base64";
    response.json(
      isRaw ? letters.map(toRawEntry) : letters.map(toDeadLetterEntry),
    );
  });
  router.delete("/dead-letters/:id", (request, response) => {
    const { id } = request.params;
    if (deadLetters.remove(id)) response.status(204).end();
    else response.status(404).json({ error: `There is no dead letter ${id}.` });
  });
  router.post(
    "/topics/:topic",
    express.json({ type: () => true, limit: MAX_REQUEST_BYTES }),
    async (request, response) => {
      const topic = topics.get(request.params.topic);
      const message = Message.safeParse(request.body);
      if (topic === undefined) {
        const error = `There is no topic ${request.params.topic}.`;
        response.status(404).json({ error });
      } else if (!message.success) {
        const error = z.prettifyError(message.error);
        response.status(400).json({ error });
      } else {
        await publisher.publish(topic, [message.data]);
        response.status(202).json({ published: topic });
      }
    },
  );
  return router;
}
