import type { ReceiptEvent } from "../events/receipt-event.ts";
import {
  formatTimestamp,
  parseTimestamp,
  type Micros,
} from "../runtime/timestamp.ts";

/**
 * When it happened, as well as is known: the receipt's own time, else the payload's, else that of its arrival. A time
 * that can't be read counts as none.
 */
export function receiptTime(
  ofReceipt: string | undefined,
  ofPayload: string | undefined,
  arrivalTime: Micros,
): Pick<ReceiptEvent, "time" | "timeSource"> {
  const told = parseTimestamp(ofReceipt ?? "");
  if (told !== undefined) {
    return { time: formatTimestamp(told), timeSource: "RECEIPT" };
  }
  const sent = parseTimestamp(ofPayload ?? "");
  if (sent !== undefined) {
    return { time: formatTimestamp(sent), timeSource: "PAYLOAD" };
  }
  return { time: formatTimestamp(arrivalTime), timeSource: "ARRIVAL" };
}
