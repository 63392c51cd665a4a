import type { Store } from "../../local/store.ts";
import { toReceiptWrite } from "../../shared/messages/message-document.ts";
import type { ReceiptType } from "../../shared/events/receipt-event.ts";
import { formatTimestamp, now } from "../../shared/runtime/timestamp.ts";

const CONVERSATION = "conversations/c";

/** Writes receipts as storeReceipt does. */
export interface ConsoleTraffic {
  /** Delivers so many messages. */
  fill(count: number): Promise<void>;
  /** Delivers one more; returns its name. */
  addMessage(): Promise<string>;
  /** Another receipt of a message that is there: each in turn is read, and then delivered again. */
  report(): Promise<void>;
}

export function createConsoleTraffic({ messages }: Store): ConsoleTraffic {
  let known = 0;
  let reported = 0;

  async function write(number: number, receiptType: ReceiptType) {
    const time = formatTimestamp(now());
    const message = `${CONVERSATION}/messages/m${number}`;
    await messages.write(
      toReceiptWrite({
        channel: "business-messages",
        agent: "brands/b/agents/a",
        conversation: CONVERSATION,
        message,
        receiptType,
        time,
        timeSource: "RECEIPT",
        arrivalTime: time,
      }),
    );
    return message;
  }

  return {
    async fill(count) {
      while (known < count) await write(known++, "DELIVERED");
    },
    addMessage: () => write(known++, "DELIVERED"),
    async report() {
      const isRead = Math.floor(reported / known) % 2 === 0;
      await write(reported++ % known, isRead ? "READ" : "DELIVERED");
    },
  };
}
