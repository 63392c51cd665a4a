import type { ParsedPayload } from "../channel.ts";
import type { ReceiptEvent } from "../../events/receipt-event.ts";
import { receiptTime } from "../receipt-time.ts";
import { formatTimestamp, type Micros } from "../../runtime/timestamp.ts";
import { openEnvelope } from "./envelope.ts";
import {
  Event,
  MESSAGE_FIELDS,
  RECEIPT_TYPES,
  USER_EVENT_KINDS,
} from "./event.ts";
import { buildMessageName } from "./message-name.ts";

export const CHANNEL_NAME = "rcs";

/** Reads an authentic payload, which holds one event: a receipt, or something else that the user did. */
export function parsePayload(
  body: unknown,
  rawBody: Buffer,
  arrivalTime: Micros,
): ParsedPayload {
  const nothing = { receipts: [], unusable: [], userEventKind: undefined };
  const enveloped = openEnvelope(body);
  const event = Event.safeParse(enveloped?.event);
  if (!enveloped || !event.success) {
    const reason = "The payload's data isn't a JSON object.";
    const unusable = [{ reason, original: rawBody }];
    return { ...nothing, agent: undefined, unusable };
  }
  const { agentId: agent } = event.data;
  const userEventKind = getUserEventKind(event.data, enveloped.event as object);
  if (userEventKind !== undefined) return { ...nothing, agent, userEventKind };
  const receipt = toReceipt(event.data);
  if (typeof receipt === "string") {
    const unusable = [{ reason: receipt, original: rawBody }];
    return { ...nothing, agent, unusable };
  }
  const time = receiptTime(
    event.data.sendTime,
    enveloped.publishTime,
    arrivalTime,
  );
  const arrival = formatTimestamp(arrivalTime);
  const receipts = [{ ...receipt, ...time, arrivalTime: arrival }];
  return { ...nothing, agent, receipts };
}

/** What the user did, if the event is no receipt. */
function getUserEventKind(event: Event, fields: object): string | undefined {
  const { eventType, agentId } = event;
  if (eventType !== undefined) return USER_EVENT_KINDS.get(eventType);
  if (MESSAGE_FIELDS.some((field) => Object.hasOwn(fields, field))) {
    return "message";
  }
  // Only the envelope says so in words, and it is not signed; nothing else comes without a type.
  return agentId === undefined ? undefined : "launch";
}

/** What of the receipt event the platform's event says, or the reason why there is none. */
function toReceipt(
  event: Event,
): Omit<ReceiptEvent, "time" | "timeSource" | "arrivalTime"> | string {
  const receiptType = RECEIPT_TYPES.get(event.eventType);
  if (receiptType === undefined) {
    return event.eventType === undefined
      ? "The event has neither a type nor a message."
      : "The event's type is not a known one.";
  }
  const { agentId, messageId, eventId, senderPhoneNumber, phoneNumber } = event;
  const phone = senderPhoneNumber ?? phoneNumber;
  if (agentId === undefined || phone === undefined || messageId === undefined) {
    return "The event has no usable agent's id, no phone number or no message's id.";
  }
  const name = buildMessageName({ agent: agentId, phone, id: messageId });
  if (!name) {
    return "The event's phone number or message's id is not usable.";
  }
  return {
    channel: CHANNEL_NAME,
    agent: agentId,
    ...name,
    receiptType,
    ...(eventId !== undefined && { requestId: eventId }),
  };
}
