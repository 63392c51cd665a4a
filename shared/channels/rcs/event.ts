import * as z from "zod";
import type { ReceiptType } from "../../events/receipt-event.ts";
import { TextOrUndefined } from "../../events/text-schema.ts";
import { isAgentId } from "./message-name.ts";

const text = z.string().optional().catch(undefined);

/** What is read of an event (RCS for Business, "Events" and "Receive messages"), whichever kind it is. */
export const Event = z.object({
  agentId: z.string().refine(isAgentId).optional().catch(undefined),
  /** Of what a user did. */
  senderPhoneNumber: text,
  /** Of what became of a message at its expiry. */
  phoneNumber: text,
  messageId: text,
  eventType: z.unknown().optional(),
  eventId: TextOrUndefined,
  sendTime: text,
});
export type Event = z.infer<typeof Event>;

/** The event types that are receipts, and what they report. */
export const RECEIPT_TYPES = new Map<unknown, ReceiptType>([
  ["DELIVERED", "DELIVERED"],
  ["READ", "READ"],
  ["TTL_EXPIRATION_REVOKED", "EXPIRED"],
  ["TTL_EXPIRATION_REVOKE_FAILED", "REVOKE_FAILED"],
]);

/** The event types that tell what else a user did. */
export const USER_EVENT_KINDS = new Map<unknown, string>([
  ["IS_TYPING", "typing"],
  ["SUBSCRIBE", "subscribe"],
  ["UNSUBSCRIBE", "unsubscribe"],
]);

/** The fields of a `UserMessage` of which one says what the user sent. */
export const MESSAGE_FIELDS = [
  "text",
  "userFile",
  "location",
  "suggestionResponse",
] as const;
