import type { Collected, CollectedMessage } from "./pubsub.ts";

/** Keeps messages in the order in which they came, each once. */
export function createCollected(): Collected & {
  add(message: CollectedMessage): void;
} {
  const messages = new Map<string, CollectedMessage>();
  const listeners: ((added?: CollectedMessage) => void)[] = [];
  const tell = (added?: CollectedMessage) => {
    for (const listener of listeners) listener(added);
  };
  return {
    add(message) {
      const isNew = !messages.has(message.messageId);
      messages.set(message.messageId, message);
      if (isNew) tell(message);
    },
    messages: () => [...messages.values()],
    remove(messageId) {
      const wasThere = messages.delete(messageId);
      if (wasThere) tell();
      return wasThere;
    },
    watch: (listener) => void listeners.push(listener),
  };
}
