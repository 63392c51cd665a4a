import type { Channel } from "../../../shared/channels/channel.ts";
import type {
  ReceiptEvent,
  ReceiptType,
} from "../../../shared/events/receipt-event.ts";
import {
  formatTimestamp,
  type Micros,
} from "../../../shared/runtime/timestamp.ts";
import { keepUnusable } from "./keep-unusable.ts";
import { DIGITS, parseMessageName } from "./message-name.ts";
import { Change, HasStatuses, Payload, Status } from "./payload.ts";

const RECEIPT_TYPES: ReadonlyMap<string, ReceiptType> = new Map([
  ["delivered", "DELIVERED"],
  ["read", "READ"],
]);

/** What one part of a payload is. */
type Part =
  | { readonly receipt: ReceiptEvent }
  /** A status that should be a receipt; with nothing, it is somewhere in the payload. */
  | { readonly refused: { agent: string; status: unknown } | undefined }
  | { readonly kind: string };

/** Takes all changes of a payload apart: each status is a receipt, unusable, or an event for the agent. */
export const parse: Channel["parse"] = ({ rawBody, body }, arrivalTime) => {
  const payload = Payload.safeParse(body);
  const changes = payload.success
    ? payload.data.entry.flatMap((entry) => entry.changes)
    : [];
  const parts = changes.flatMap((change) => parseChange(change, arrivalTime));
  const kinds = parts.flatMap((part) => ("kind" in part ? part.kind : []));
  const refused = parts.flatMap((part) => ("refused" in part ? [part] : []));
  return {
    agent: agentOf(changes),
    receipts: parts.flatMap((part) => ("receipt" in part ? part.receipt : [])),
    unusable: keepUnusable(
      refused.map((part) => part.refused),
      rawBody,
    ),
    userEventKind: kinds.includes("message")
      ? "message"
      : (kinds[0] ?? (parts.length === 0 ? "unknown" : undefined)),
  };
};

/** The phone number that a payload is for; undefined if it is for several. */
function agentOf(changes: readonly unknown[]): string | undefined {
  const ids = changes.flatMap((change) => {
    const id = Change.safeParse(change).data?.value.metadata.phone_number_id;
    return id !== undefined && DIGITS.test(id) ? [id] : [];
  });
  return new Set(ids).size === 1 ? ids[0] : undefined;
}

function parseChange(json: unknown, arrivalTime: Micros): Part[] {
  const { data: change } = Change.safeParse(json);
  const agent = change?.value.metadata.phone_number_id ?? "";
  if (!change || !DIGITS.test(agent)) {
    const hasStatuses = HasStatuses.safeParse(json).success;
    return [hasStatuses ? { refused: undefined } : { kind: "unknown" }];
  }
  const { statuses, messages } = change.value;
  return [
    ...statuses.map((status) => parseStatus(status, agent, arrivalTime)),
    ...messages.map(() => ({ kind: "message" })),
  ];
}

function parseStatus(json: unknown, agent: string, arrivalTime: Micros): Part {
  const { data: status } = Status.safeParse(json);
  if (!status) return { refused: { agent, status: json } };
  const receiptType = RECEIPT_TYPES.get(status.status);
  if (!receiptType) return { kind: "status" };
  const { recipient_id: user, id } = status;
  const name = parseMessageName(
    `phone-numbers/${agent}/users/${user}/messages/${id}`,
  );
  if (!name) return { refused: { agent, status: json } };
  const time = parseSeconds(status.timestamp ?? "");
  const receipt: ReceiptEvent = {
    channel: "whatsapp",
    agent,
    conversation: name.conversation,
    message: name.message,
    receiptType,
    time: formatTimestamp(time ?? arrivalTime),
    timeSource: time === undefined ? "ARRIVAL" : "RECEIPT",
    arrivalTime: formatTimestamp(arrivalTime),
  };
  return { receipt };
}

function parseSeconds(text: string): Micros | undefined {
  const micros = Number(text) * 1_000_000;
  return DIGITS.test(text) && Number.isSafeInteger(micros) ? micros : undefined;
}
