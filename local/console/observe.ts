import type { ServerResponse } from "node:http";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import type { Store } from "../store.ts";
import type { StackTopics } from "../topics.ts";
import type { Activity } from "./activity.ts";
import type { Edge } from "./edges.ts";

/** Counts what functions and agent backends publish; dead letters are counted where they arrive. */
export function observePublisher(
  publisher: Publisher,
  topics: StackTopics,
  activity: Activity,
): Publisher {
  const edges = new Map<string, Edge>([
    [topics.receipts, "receiveWebhook>receipts"],
    [topics.userEvents, "receiveWebhook>user-events"],
    [topics.agentReads, "backend>agent-reads"],
  ]);
  return {
    async publish(topic, messages) {
      await publisher.publish(topic, messages);
      const edge = edges.get(topic);
      if (edge) messages.forEach(() => activity.count(edge));
    },
  };
}

/** Counts what the functions write. */
export function observeStore(store: Store, activity: Activity): Store {
  const { messages, claims } = store;
  return {
    ...store,
    messages: {
      async write(...args) {
        await messages.write(...args);
        activity.count("storeReceipt>firestore");
      },
    },
    claims: {
      claim: (...args) => claims.claim(...args),
      async complete(...args) {
        await claims.complete(...args);
        activity.count("sendReadReceipt>firestore");
      },
    },
  };
}

const INTO: [path: string, edge: Edge][] = [
  ["/webhook", "platform>receiveWebhook"],
  ["/functions/store-receipt/", "receipts>storeReceipt"],
  ["/functions/send-read-receipt/", "agent-reads>sendReadReceipt"],
];

/** Counts a function's request when it is answered, or its sender gone. */
export function observeRequest(
  url: string,
  response: ServerResponse,
  activity: Activity,
): void {
  const edge = INTO.find(([path]) => url.startsWith(path))?.[1];
  if (!edge) return;
  response.once("close", () => {
    const isTaken = response.writableFinished && response.statusCode < 400;
    activity.count(edge, isTaken ? "passed" : "failed");
  });
}
