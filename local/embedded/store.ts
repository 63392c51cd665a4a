import { EventEmitter } from "node:events";
import type {
  MessageDocument,
  MessageWrite,
} from "../../shared/messages/message-document.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import type { Store } from "../store.ts";
import { isCounted } from "./is-counted.ts";

interface ClaimRecord {
  status: "CLAIMED" | "SENT" | "FAILED";
  eventId: string;
  leaseUntil: Micros;
  version: number;
}

/** Keeps messages' documents and claims in memory, by the rules of the Firestore store. */
export function createEmbeddedStore(): Store {
  const documents = new Map<string, MessageDocument>();
  const claims = new Map<string, ClaimRecord>();
  const changes = new EventEmitter<{ change: [message: string] }>();
  changes.setMaxListeners(0);
  let version = 0;

  function write(write: MessageWrite): void {
    documents.set(write.message, merge(documents.get(write.message), write));
    changes.emit("change", write.message);
  }

  return {
    messages: {
      write: (messageWrite) => Promise.resolve(write(messageWrite)),
    },
    claims: {
      claim(message, eventId, now, leaseMicros) {
        const found = claims.get(message);
        if (found?.status === "SENT") {
          return Promise.resolve({ outcome: "SENT" });
        }
        const isBusy =
          found?.status === "CLAIMED" &&
          found.eventId !== eventId &&
          found.leaseUntil > now;
        if (isBusy) return Promise.resolve({ outcome: "BUSY" });
        const leaseUntil = now + leaseMicros;
        version += 1;
        claims.set(message, {
          status: "CLAIMED",
          eventId,
          leaseUntil,
          version,
        });
        return Promise.resolve({ outcome: "ACQUIRED", message, version });
      },
      async complete({ message, version: held }, messageWrite) {
        const found = claims.get(message);
        const status = messageWrite.agentRead?.status;
        const isHeld = found?.version === held || status === "SENT";
        if (!found || !status || !isHeld) {
          await Promise.reject(new Error("Another event holds the claim."));
          return;
        }
        version += 1;
        claims.set(message, { ...found, status, version });
        write(messageWrite);
      },
    },
    conversations: {
      count(conversation) {
        const messages = below(conversation, documents).length;
        const claimed = below(conversation, claims).length;
        return Promise.resolve({ messages, claims: claimed });
      },
      delete(conversation, onProgress = () => undefined) {
        let deleted = 0;
        const messages = below(conversation, documents);
        const claimed = below(conversation, claims);
        for (const message of claimed) {
          claims.delete(message);
          onProgress(++deleted);
        }
        for (const message of messages) {
          documents.delete(message);
          onProgress(++deleted);
          changes.emit("change", message);
        }
        const counts = { messages: messages.length, claims: claimed.length };
        return Promise.resolve(counts);
      },
    },
    stats: {
      count: (query) => {
        const all = [...documents.values()];
        const counted = all.filter((document) => isCounted(document, query));
        return Promise.resolve(counted.length);
      },
    },
    documents: () => Promise.resolve([...documents.values()]),
    read: (message) => Promise.resolve(documents.get(message)),
    watch(listener) {
      changes.on("change", listener);
      return Promise.resolve(() => changes.off("change", listener));
    },
    close: () => Promise.resolve(),
  };
}

function below(conversation: string, map: Map<string, unknown>): string[] {
  const start = `${conversation}/messages/`;
  return [...map.keys()].filter((message) => message.startsWith(start));
}

function merge(
  before: MessageDocument | undefined,
  write: MessageWrite,
): MessageDocument {
  return {
    ...before,
    ...write.fields,
    shard: write.shard,
    ...fold(before, write.minimum, Math.min),
    ...fold(before, write.maximum, Math.max),
    ...(write.agentRead && { agentRead: write.agentRead }),
  };
}

function fold(
  before: MessageDocument | undefined,
  values: MessageWrite["minimum"],
  pick: (left: number, right: number) => number,
): Record<string, number> {
  const fields = Object.entries(values) as [keyof typeof values, number][];
  return Object.fromEntries(
    fields.map(([field, value]) => [
      field,
      pick(before?.[field] ?? value, value),
    ]),
  );
}
