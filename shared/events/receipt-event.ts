import * as z from "zod";
import { Text } from "./text-schema.ts";
import { Timestamp } from "./timestamp-schema.ts";

/** The value of the `schemaVersion` attribute. Changes to the event are additive; it rises when one is not. */
export const RECEIPT_EVENT_VERSION = "1";

/**
 * READ: the user read the message. DELIVERED: it reached the user. EXPIRED: it was revoked before it reached them.
 * REVOKE_FAILED: it should have been revoked, but may still reach them.
 */
export const ReceiptType = z.enum([
  "DELIVERED",
  "READ",
  "EXPIRED",
  "REVOKE_FAILED",
]);
export type ReceiptType = z.infer<typeof ReceiptType>;

/**
 * One receipt, as published on the topic `receipts`: what one user's device reported of one message.
 * The same receipt may come more than once, and in any order.
 */
export const ReceiptEvent = z
  .object({
    channel: z
      .string()
      .min(1)
      .describe("The messaging platform, by its channel's name"),
    agent: Text.optional().describe(
      "The agent's name, as the platform writes it",
    ),
    customAgentId: Text.optional().describe(
      "The partner's own id of the agent",
    ),
    conversation: z
      .string()
      .min(1)
      .describe("The conversation's name: the message's name up to /messages/"),
    message: z
      .string()
      .min(1)
      .describe("The message's name; also the path of its Firestore document"),
    receiptType: ReceiptType.describe("What happened to the message"),
    time: Timestamp.describe("When it happened, as well as is known"),
    timeSource: z
      .enum(["RECEIPT", "PAYLOAD", "ARRIVAL"])
      .describe(
        "Where `time` comes from: the receipt itself, the payload's time of sending, or its arrival at the webhook",
      ),
    arrivalTime: Timestamp.describe("When the webhook took the payload"),
    requestId: Text.optional().describe(
      "The platform's id of the request, where it sent one",
    ),
  })
  .meta({ title: "ReceiptEvent" });
export type ReceiptEvent = z.infer<typeof ReceiptEvent>;
