import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createEmbeddedStore } from "../../local/embedded/store.ts";
import type {
  MessageWrite,
  ReceiptWrite,
} from "../../shared/messages/message-document.ts";
import type {
  OutgoingMessage,
  Publisher,
} from "../../shared/pubsub/publisher.ts";
import type { Store } from "../../local/store.ts";

/** What one case made the code do. */
export interface CaseRecord {
  readonly id: string;
  /** How many requests reached the framework. */
  requests: number;
  readonly published: { topic: string; message: OutgoingMessage }[];
  readonly writes: ReceiptWrite[];
  /** What was written when a claim was settled. */
  readonly settled: MessageWrite[];
  readonly platformCalls: { method: string; path: string; body: string }[];
  /** What the platform's API answers to this case. */
  platformStatus: number;
  /** How often the message turned out to be another event's. */
  left: number;
  /** A store of its own, so that cases that run at once don't meet in it. */
  readonly store: Store;
  /** All that was printed. */
  output: string;
}

/** Knows which case a piece of work belongs to, by the connection that its request came on. */
export interface Records {
  create(): CaseRecord;
  /** From now on requests on this connection of a client belong to the case. */
  assign(socket: Socket, record: CaseRecord): void;
  /** Sees each request of a server first: what follows from it belongs to its case. */
  enter(request: IncomingMessage): void;
  current(): CaseRecord;
  /** The case that is running here, if one is. */
  find(): CaseRecord | undefined;
  byId(id: string): CaseRecord | undefined;
  end(record: CaseRecord): void;
  readonly publisher: Publisher;
}

export function createRecords(): Records {
  const context = new AsyncLocalStorage<CaseRecord>();
  const byConnection = new Map<string, CaseRecord>();
  const byId = new Map<string, CaseRecord>();
  let created = 0;
  const current = () => {
    const record = context.getStore();
    if (!record) throw new Error("This work belongs to no case.");
    return record;
  };
  return {
    create() {
      created += 1;
      const record: CaseRecord = {
        id: String(created),
        requests: 0,
        published: [],
        writes: [],
        settled: [],
        platformCalls: [],
        platformStatus: 200,
        left: 0,
        store: createEmbeddedStore(),
        output: "",
      };
      byId.set(record.id, record);
      return record;
    },
    assign(socket, record) {
      const connection = `${socket.localPort}>${socket.remotePort}`;
      if (!byConnection.has(connection)) {
        socket.once("close", () => byConnection.delete(connection));
      }
      byConnection.set(connection, record);
    },
    enter({ socket }) {
      const connection = `${socket.remotePort}>${socket.localPort}`;
      const record = byConnection.get(connection);
      if (!record) return;
      record.requests += 1;
      context.enterWith(record);
    },
    current,
    find: () => context.getStore(),
    byId: (id) => byId.get(id),
    end: ({ id }) => void byId.delete(id),
    publisher: {
      publish(topic, messages) {
        const { published } = current();
        published.push(...messages.map((message) => ({ topic, message })));
        return Promise.resolve();
      },
    },
  };
}
