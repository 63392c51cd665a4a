import { NAME as RECEIVE_WEBHOOK } from "../../functions/receive-webhook/handler.ts";
import { NAME as SEND_READ_RECEIPT } from "../../functions/send-read-receipt/handler.ts";
import { NAME as STORE_RECEIPT } from "../../functions/store-receipt/handler.ts";
import {
  sourceSubscription,
  type Attributes,
} from "../../shared/pubsub/read-dead-letter.ts";

const TOPIC_OF_SUBSCRIPTION = new Map([
  ["receipts-store", "receipts"],
  ["receipts-bigquery", "receipts"],
  ["agent-reads-send", "agent-reads"],
  ["agent-reads-bigquery", "agent-reads"],
  ["user-events", "user-events"],
  // The local stack's.
  ["store-receipt", "receipts"],
  ["send-read-receipt", "agent-reads"],
]);

const TOPIC_OF_FUNCTION = new Map([
  [STORE_RECEIPT, "receipts"],
  [SEND_READ_RECEIPT, "agent-reads"],
]);

/** A topic's id; `webhook` for what the platform had sent; undefined if it can't be told. */
export type Origin = "receipts" | "agent-reads" | "user-events" | "webhook";

/** Where a dead letter came from. */
export function getOrigin(attributes: Attributes): Origin | undefined {
  const subscription = sourceSubscription(attributes);
  if (subscription !== undefined) {
    return TOPIC_OF_SUBSCRIPTION.get(subscription) as Origin | undefined;
  }
  const { source = "" } = attributes;
  if (source === RECEIVE_WEBHOOK) return "webhook";
  return TOPIC_OF_FUNCTION.get(source) as Origin | undefined;
}
