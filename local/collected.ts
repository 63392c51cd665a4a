import type { Collected, CollectedMessage } from "./bus.ts";

/** Keeps messages in the order in which they came, each once. */
export function createCollected(): Collected & {
  add(message: CollectedMessage): void;
} {
  const messages = new Map<string, CollectedMessage>();
  return {
    add: (message) => void messages.set(message.messageId, message),
    messages: () => [...messages.values()],
    remove: (messageId) => messages.delete(messageId),
  };
}
