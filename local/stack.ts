import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Environment } from "../shared/configuration.ts";
import type { Log } from "../shared/log.ts";
import type { Micros } from "../shared/timestamp.ts";
import type { Backend } from "./backend.ts";
import type { PushSubscription } from "./bus.ts";
import { createFunctions, type Functions } from "./functions.ts";
import { createRoutes } from "./routes.ts";
import { PROJECT_ID, TOPICS } from "./topics.ts";

export interface StackOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly backend: Backend;
  /** The channels' variables, such as WEBHOOK_KEYS; those that name the platform are set here. */
  readonly environment: Environment;
  readonly retentionMicros: Micros;
  readonly log: Log;
}

export interface Stack {
  /** Such as `http://localhost:8080`. */
  readonly url: string;
  /** Ends the server and the backend. */
  close(): Promise<void>;
}

/** Runs the whole service on one port of this machine, a stand-in for the platform's API included. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { backend, environment, retentionMicros, log } = options;
  const server = createServer();
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const base = `http://127.0.0.1:${port}`;
  const { bus, store } = backend;

  try {
    for (const topic of Object.values(TOPICS)) await bus.createTopic(topic);
    const [deadLetters, userEvents] = await Promise.all([
      bus.collect(TOPICS.deadLetters),
      bus.collect(TOPICS.userEvents),
      bus.createPushSubscription(
        subscribe("store-receipt", TOPICS.receipts, base),
      ),
      bus.createPushSubscription(
        subscribe("send-read-receipt", TOPICS.agentReads, base),
      ),
    ]);
    const functions = createFunctions({
      environment: {
        BUSINESS_MESSAGES_API_URL: `${base}/platform`,
        ...environment,
      },
      publisher: bus,
      store,
      log,
    });
    const routes = createRoutes({
      publisher: bus,
      store,
      retentionMicros,
      deadLetters,
      userEvents,
    });
    server.on("request", (request, response) => {
      const target = functionFor(functions, request.url ?? "/");
      if (target) target.emit("request", request, response);
      else routes(request, response);
    });
  } catch (error) {
    server.close();
    throw error;
  }

  return {
    url,
    async close() {
      const closed = once(server, "close");
      server.close();
      await backend.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function subscribe(id: string, topic: string, base: string): PushSubscription {
  return {
    name: `projects/${PROJECT_ID}/subscriptions/${id}`,
    topic,
    endpoint: `${base}/functions/${id}/${topic}`,
    ackDeadlineSeconds: 60,
    minimumBackoffMs: 1000,
    maximumBackoffMs: 3000,
    maxDeliveryAttempts: 10,
    deadLetterTopic: TOPICS.deadLetters,
  };
}

/** Functions get their requests untouched, as their servers on Cloud Run do. */
function functionFor(functions: Functions, url: string): Server | undefined {
  if (/^\/webhook(?=[/?]|$)/.test(url)) return functions.receiveWebhook;
  if (url.startsWith("/functions/store-receipt/"))
    return functions.storeReceipt;
  if (url.startsWith("/functions/send-read-receipt/")) {
    return functions.sendReadReceipt;
  }
  return undefined;
}
