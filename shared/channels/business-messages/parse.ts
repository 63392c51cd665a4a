import type { ParsedPayload } from "../channel.ts";
import type { ReceiptEvent } from "../../events/receipt-event.ts";
import { receiptTime } from "../receipt-time.ts";
import { formatTimestamp, type Micros } from "../../runtime/timestamp.ts";
import { parseMessageName } from "./message-name.ts";
import { Payload, Receipt, Receipts, USER_EVENT_KINDS } from "./payload.ts";

export const CHANNEL_NAME = "business-messages";

/** The receipt types that this platform reports. */
export const SUPPORTED_RECEIPT_TYPES = ["DELIVERED", "READ"] as const;

/** If a payload has more unusable receipts, it's kept once as a whole, so that it can't grow a thousandfold. */
const MAX_SEPARATE_DEAD_LETTERS = 100;

const NOTHING = { receipts: [], unusable: [], userEventKind: undefined };

/** Parses an authentic payload into its receipts, its unusable receipts, and the kind of its user event. */
export function parsePayload(
  body: unknown,
  rawBody: Buffer,
  arrivalTime: Micros,
): ParsedPayload {
  const payload = Payload.safeParse(body).data;
  if (!payload) {
    const reason = "The payload isn't a JSON object.";
    const unusable = [{ reason, original: rawBody }];
    return { ...NOTHING, agent: undefined, unusable };
  }
  const { agent } = payload;
  const userEventKind = USER_EVENT_KINDS.find((kind) => payload[kind] != null);
  if (payload.receipts != null) {
    const parsed = parseReceipts(payload, rawBody, arrivalTime);
    return { agent, userEventKind, ...parsed };
  }
  if (userEventKind !== undefined) return { ...NOTHING, agent, userEventKind };
  const reason = `The payload has neither receipts nor any of ${USER_EVENT_KINDS.join(", ")}.`;
  return { ...NOTHING, agent, unusable: [{ reason, original: rawBody }] };
}

function parseReceipts(
  payload: Payload,
  rawBody: Buffer,
  arrivalTime: Micros,
): Pick<ParsedPayload, "receipts" | "unusable"> {
  const list = Receipts.safeParse(payload.receipts).data;
  if (!list) {
    const reason = "The payload's receipts aren't a list of at least one.";
    return { receipts: [], unusable: [{ reason, original: rawBody }] };
  }
  const { agent, conversationId, customAgentId, requestId } = payload;
  const commonFields = {
    channel: CHANNEL_NAME,
    ...(agent !== undefined && { agent }),
    ...(customAgentId !== undefined && { customAgentId }),
    ...receiptTime(list.createTime, payload.sendTime, arrivalTime),
    arrivalTime: formatTimestamp(arrivalTime),
    ...(requestId !== undefined && { requestId }),
  };
  const conversation =
    conversationId === undefined
      ? undefined
      : `conversations/${conversationId}`;

  const receipts: ReceiptEvent[] = [];
  const unusable: { reason: string; item: unknown }[] = [];
  for (const item of list.receipts) {
    const receipt = parseReceipt(item, conversation);
    if ("reason" in receipt) unusable.push({ ...receipt, item });
    else receipts.push({ ...commonFields, ...receipt });
  }
  if (unusable.length > MAX_SEPARATE_DEAD_LETTERS) {
    const reason = `${unusable.length} receipts of the payload are unusable. The first one: ${unusable[0]?.reason}`;
    return { receipts, unusable: [{ reason, original: rawBody }] };
  }
  return {
    receipts,
    unusable: unusable.map(({ reason, item }) => ({
      reason,
      original: withOneReceipt(payload, list.createTime, item) ?? rawBody,
    })),
  };
}

/**
 * Parses one receipt into the fields of its own, or returns the reason why it's unusable.
 * @param conversation the conversation of the payload, if it names one
 */
function parseReceipt(
  item: unknown,
  conversation: string | undefined,
):
  | Pick<ReceiptEvent, "conversation" | "message" | "receiptType">
  | { reason: string } {
  const receipt = Receipt.safeParse(item).data;
  if (!receipt)
    return { reason: "The receipt has no message or no receiptType." };
  const name = parseMessageName(receipt.message);
  if (!name) {
    return {
      reason:
        "Invalid message name. Expected a name like conversations/C/messages/M.",
    };
  }
  if (conversation !== undefined && name.conversation !== conversation) {
    return {
      reason:
        "The receipt's message belongs to another conversation than the payload.",
    };
  }
  const receiptType = SUPPORTED_RECEIPT_TYPES.find(
    (type) => type === receipt.receiptType,
  );
  return receiptType
    ? { ...name, receiptType }
    : { reason: "The receipt's type is neither DELIVERED nor READ." };
}

/** Builds a payload with this one receipt. Returns undefined if the receipt is nested too deeply to be serialized. */
function withOneReceipt(
  payload: Payload,
  createTime: string | undefined,
  item: unknown,
): Buffer | undefined {
  const { agent, conversationId, customAgentId, requestId, sendTime } = payload;
  const receipts = { receipts: [item], createTime };
  try {
    return Buffer.from(
      JSON.stringify({
        agent,
        conversationId,
        customAgentId,
        requestId,
        sendTime,
        receipts,
      }),
    );
  } catch {
    return undefined;
  }
}
