import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { channels } from "../shared/channels/channels.ts";
import type { Environment } from "../shared/runtime/configuration.ts";
import type { Log } from "../shared/runtime/log.ts";
import type { Micros } from "../shared/runtime/timestamp.ts";
import type { LocalInfrastructure } from "./local-infrastructure.ts";
import { createConsole } from "./console/console.ts";
import { withDefaultKeys } from "./default-keys.ts";
import { createFunctions } from "./functions.ts";
import { createPlatformSimulator } from "./platform/simulator.ts";
import { createReadState } from "./read-state.ts";
import { createRequestListener } from "./request-listener.ts";
import { createRoutes } from "./routes.ts";
import { topicsOf } from "./topics.ts";

/** As in production, but shorter. A push may take as long as its slowest calls one after the other. */
const POLICY = {
  ackDeadlineSeconds: 90,
  minimumBackoffMs: 1000,
  maximumBackoffMs: 3000,
  maxDeliveryAttempts: 10,
};

export interface StackOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly backend: LocalInfrastructure;
  /** The channels' variables: keys that are not set are the local ones, and the platforms are simulated in any case. */
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

/** Runs the whole service on one port of this machine, the platform simulator included. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { backend, retentionMicros, log } = options;
  const { projectId, bus, store } = backend;
  const topics = topicsOf(projectId);
  // Nobody is left without an answer while the backend is prepared.
  let answer: RequestListener = (_, response) => {
    response.writeHead(503, { "Retry-After": "1" }).end();
  };
  const server = createServer((request, response) => {
    answer(request, response);
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const base = `http://127.0.0.1:${port}`;

  const subscribe = (id: string, topic: string) =>
    bus.createPushSubscription({
      ...POLICY,
      name: `projects/${projectId}/subscriptions/${id}`,
      topic,
      endpoint: `${base}/functions/${id}/${topic}`,
      deadLetterTopic: topics.deadLetters,
    });

  const environment = Object.assign(
    withDefaultKeys(options.environment),
    ...channels.map(({ simulator }) =>
      simulator.platformVariables(`${base}/platform`),
    ),
  ) as Environment;
  const readState = createReadState(store, retentionMicros);
  let close: () => void;
  try {
    await Promise.all(Object.values(topics).map((t) => bus.createTopic(t)));
    const [deadLetters, userEvents] = await Promise.all([
      bus.record(topics.deadLetters),
      bus.record(topics.userEvents),
      subscribe("store-receipt", topics.receipts),
      subscribe("send-read-receipt", topics.agentReads),
    ]);
    const console = await createConsole({
      backend,
      topics,
      deadLetters,
      readState,
      environment,
      base,
    });
    close = () => console.close();
    const functions = createFunctions({
      environment,
      publisher: console.publisher,
      topics,
      store: console.store,
      log,
    });
    const routes = createRoutes({
      publisher: console.publisher,
      topics,
      store,
      readState,
      retentionMicros,
      deadLetters,
      userEvents,
      platform: createPlatformSimulator(console.platform),
      console: console.routes,
    });
    answer = createRequestListener({
      functions,
      routes,
      activity: console.activity,
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
      close();
      await backend.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
