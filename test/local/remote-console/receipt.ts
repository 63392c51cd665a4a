import {
  toReceiptWrite,
  type ReceiptWrite,
} from "../../../shared/messages/message-document.ts";
import type { ReceiptType } from "../../../shared/events/receipt-event.ts";
import {
  formatTimestamp,
  now,
  type Micros,
} from "../../../shared/runtime/timestamp.ts";

/** As storeReceipt writes a receipt of the message `conversations/C/messages/ID`. */
export function receiptOf(
  id: string,
  receiptType: ReceiptType = "DELIVERED",
  micros: Micros = now(),
): ReceiptWrite {
  const time = formatTimestamp(micros);
  return toReceiptWrite({
    channel: "business-messages",
    agent: "brands/b/agents/a",
    conversation: "conversations/C",
    message: `conversations/C/messages/${id}`,
    receiptType,
    time,
    timeSource: "RECEIPT",
    arrivalTime: time,
  });
}
