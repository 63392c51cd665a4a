import express, { type Express, type Response, type Router } from "express";
import type { Publisher } from "../shared/pubsub/publisher.ts";
import type { Micros } from "../shared/runtime/timestamp.ts";
import type { RecordedMessages } from "./pubsub.ts";
import { createConversationRoutes } from "./conversation-routes.ts";
import { createDeadLetterRoutes } from "./dead-letter-routes.ts";
import { toUserEventEntry } from "./entries.ts";
import { guard } from "./guard.ts";
import { handleError, handleNotFound } from "./error-handlers.ts";
import { createMessageRoutes } from "./message-routes.ts";
import type { ReadState } from "./read-state.ts";
import { createStatsRoutes } from "./stats-routes.ts";
import type { Store } from "./store.ts";
import type { StackTopics } from "./topics.ts";

const MAX_EVENT_BYTES = 9_000_000; // Pub/Sub takes 10 MB

export interface RoutesOptions {
  readonly publisher: Publisher;
  readonly topics: StackTopics;
  readonly store: Store;
  readonly readState: ReadState;
  readonly retentionMicros: Micros;
  readonly deadLetters: RecordedMessages;
  readonly userEvents: RecordedMessages;
  /** What stands in for the platforms' APIs. */
  readonly platform: Router;
  readonly console: Router;
}

/** The local stack's routes around the functions: what an agent backend, a reader and a tester need. */
export function createRoutes(options: RoutesOptions): Express {
  const { publisher, topics, store, readState, userEvents } = options;

  const app = express();
  app.disable("x-powered-by");
  app.set("json spaces", 2);
  app.use(guard);
  app.use("/platform", options.platform);
  app.use(options.console);

  app.post(
    "/agent-reads",
    express.raw({ type: () => true, limit: MAX_EVENT_BYTES }),
    async (request, response) => {
      const body: unknown = request.body;
      if (!Buffer.isBuffer(body) || body.length === 0) {
        response.status(400).json({
          error: "The body is empty: an agent read event is expected.",
        });
        return;
      }
      const event = { data: body, attributes: {} };
      await publisher.publish(topics.agentReads, [event]);
      response.status(202).json({ published: topics.agentReads });
    },
  );

  app.use(createConversationRoutes(store.conversations));
  app.use(createMessageRoutes(readState));

  app.get("/watch", async (_, response) => {
    let last = Promise.resolve(); // one after the other: the newest state comes last
    const stop = await store.watch((message) => {
      last = last
        .then(() => readState(message))
        .then((state) => {
          response.write(`data: ${JSON.stringify(state ?? null)}\n\n`);
        })
        .catch(() => {
          response.end(); // the reader connects anew
        });
    });
    if (response.closed) stop();
    else {
      response.on("close", stop);
      openEventStream(response);
    }
  });

  app.use(
    createStatsRoutes(
      { counter: store.stats, documents: () => store.documents() },
      options.retentionMicros,
    ),
  );
  app.use(createDeadLetterRoutes(options));
  app.get("/user-events", (_, response) => {
    response.json(userEvents.messages().map(toUserEventEntry));
  });
  app.get("/healthz", (_, response) => {
    response.json({ status: "ok" });
  });
  app.use(handleNotFound);
  app.use(handleError);
  return app;
}

/** Server-sent events (HTML Standard, "Server-sent events"). */
function openEventStream(response: Response): void {
  response.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
  });
  response.write(": watching\n\n");
}
