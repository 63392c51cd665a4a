import type { ParsedPayload } from "../channel.ts";
import type { ReceiptEvent } from "../../events/receipt-event.ts";
import { receiptTime } from "../receipt-time.ts";
import { formatTimestamp, type Micros } from "../../runtime/timestamp.ts";
import { parseMessageName } from "./message-name.ts";
import { Payload, Receipt, Receipts, USER_EVENT_KINDS } from "./payload.ts";

export const CHANNEL_NAME = "business-messages";

/** The receipt types that this platform reports. */
export const SUPPORTED_RECEIPT_TYPES = ["DELIVERED", "READ"] as const;

/** Of more unusable receipts than these, the payload as a whole is kept, so that it can't grow a thousandfold. */
const MAX_KEPT_ALONE = 100;

/** Takes an authentic payload apart: its receipts, what of them can't be used, and what else is in it. */
export function parsePayload(
  body: unknown,
  rawBody: Buffer,
  arrivalTime: Micros,
): ParsedPayload {
  const nothing = { receipts: [], unusable: [], userEventKind: undefined };
  const payload = Payload.safeParse(body);
  if (!payload.success) {
    const reason = "The payload is not a JSON object.";
    const unusable = [{ reason, original: rawBody }];
    return { ...nothing, agent: undefined, unusable };
  }
  const { agent } = payload.data;
  const fields = body as Record<string, unknown>;
  const isPresent = (field: string) =>
    Object.hasOwn(fields, field) && fields[field] != null;
  const userEventKind = USER_EVENT_KINDS.find(isPresent);
  if (isPresent("receipts")) {
    const parsed = parseReceipts(fields, payload.data, rawBody, arrivalTime);
    return { agent, userEventKind, ...parsed };
  }
  if (userEventKind !== undefined) return { ...nothing, agent, userEventKind };
  const reason =
    "The payload has neither receipts nor a message, suggestion response, user status, authentication response or survey response.";
  return { ...nothing, agent, unusable: [{ reason, original: rawBody }] };
}

function parseReceipts(
  fields: Record<string, unknown>,
  payload: Payload,
  rawBody: Buffer,
  arrivalTime: Micros,
): Pick<ParsedPayload, "receipts" | "unusable"> {
  const list = Receipts.safeParse(fields.receipts);
  if (!list.success) {
    const reason = "The payload's receipts are not a list of at least one.";
    return { receipts: [], unusable: [{ reason, original: rawBody }] };
  }
  const { createTime } = list.data;
  const { agent, conversationId, customAgentId, requestId } = payload;
  const common = {
    channel: CHANNEL_NAME,
    ...(agent !== undefined && { agent }),
    ...(customAgentId !== undefined && { customAgentId }),
    ...receiptTime(createTime, payload.sendTime, arrivalTime),
    arrivalTime: formatTimestamp(arrivalTime),
    ...(requestId !== undefined && { requestId }),
  };
  const conversation =
    conversationId === undefined
      ? undefined
      : `conversations/${conversationId}`;
  const receipts: ReceiptEvent[] = [];
  const unusable: { reason: string; original: Buffer }[] = [];
  for (const item of list.data.receipts) {
    const receipt = placeReceipt(item, conversation);
    if (typeof receipt === "string") {
      const original =
        unusable.length < MAX_KEPT_ALONE
          ? withOneReceipt(payload, createTime, item, rawBody)
          : rawBody;
      unusable.push({ reason: receipt, original });
    } else {
      receipts.push({ ...common, ...receipt });
    }
  }
  if (unusable.length <= MAX_KEPT_ALONE) return { receipts, unusable };
  const reason = `Of the payload's receipts ${unusable.length} are not usable, the first for this reason: ${unusable[0]?.reason}`;
  return { receipts, unusable: [{ reason, original: rawBody }] };
}

/**
 * What differs from receipt to receipt, or the reason why it is not usable.
 * @param conversation the payload's, if it names one
 */
function placeReceipt(
  item: unknown,
  conversation: string | undefined,
): Pick<ReceiptEvent, "conversation" | "message" | "receiptType"> | string {
  const receipt = Receipt.safeParse(item);
  if (!receipt.success) return "The receipt has no message or no receiptType.";
  const name = parseMessageName(receipt.data.message);
  if (!name) {
    return "The receipt's message is not a usable name, such as conversations/C/messages/M.";
  }
  if (conversation !== undefined && name.conversation !== conversation) {
    return "The receipt's message is of another conversation than the payload.";
  }
  const receiptType = SUPPORTED_RECEIPT_TYPES.find(
    (type) => type === receipt.data.receiptType,
  );
  return receiptType
    ? { ...name, receiptType }
    : "The receipt's type is neither DELIVERED nor READ.";
}

/** A payload with this one receipt in it; the whole one if it is nested too deep to be written again. */
function withOneReceipt(
  payload: Payload,
  createTime: string | undefined,
  receipt: unknown,
  rawBody: Buffer,
): Buffer {
  const receipts = { receipts: [receipt], createTime };
  try {
    return Buffer.from(JSON.stringify({ ...payload, receipts }));
  } catch {
    return rawBody;
  }
}
