import type { RecordedMessages, RecordedMessage } from "./pubsub.ts";

/** Keeps messages in the order in which they came, each once. */
export function createRecordedMessages(): RecordedMessages & {
  add(message: RecordedMessage): void;
} {
  const messages = new Map<string, RecordedMessage>();
  const listeners: ((added?: RecordedMessage) => void)[] = [];
  const tell = (added?: RecordedMessage) => {
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
