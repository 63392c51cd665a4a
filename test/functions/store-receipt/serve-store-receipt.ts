import {
  createStoreReceipt,
  type MessageWriter,
} from "../../../functions/store-receipt/handler.ts";
import type { MessageWrite } from "../../../shared/messages/message-document.ts";
import type { ReceiptEvent } from "../../../shared/events/receipt-event.ts";
import { createKeptLog } from "../../support/log.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import { push } from "../../support/push.ts";
import { serveFunction } from "../../support/serve-function.ts";

const DEAD_LETTERS = "projects/p/topics/dead-letters";

export const MESSAGE = "conversations/c/messages/m";

/** Fresh at each call. */
export function receiptEvent(changes: Partial<ReceiptEvent> = {}) {
  const event: ReceiptEvent = {
    channel: "business-messages",
    agent: "brands/b/agents/a",
    conversation: "conversations/c",
    message: MESSAGE,
    receiptType: "DELIVERED",
    time: "2026-01-31T09:30:00.123456Z",
    timeSource: "RECEIPT",
    arrivalTime: "2026-01-31T09:30:01.000000Z",
  };
  return { ...event, ...changes };
}

/** Serves the function over a store, and keeps what it asks the store to write. */
export async function serveStoreReceipt(
  messages: MessageWriter,
  firestoreTimeoutMs = 30_000,
) {
  const { log, lines } = createKeptLog();
  const publisher = createKeptPublisher();
  const writes: MessageWrite[] = [];
  const served = await serveFunction(
    createStoreReceipt({
      messages: {
        write(write) {
          writes.push(write);
          return messages.write(write);
        },
      },
      publisher,
      deadLettersTopic: DEAD_LETTERS,
      firestoreTimeoutMs,
      log,
    }),
  );
  return {
    ...served,
    lines,
    writes,
    letters: () => publisher.on(DEAD_LETTERS),
    async push(event: unknown, messageId = "1"): Promise<number> {
      return (await push(served.url, { event, messageId })).status;
    },
  };
}
