import { toDay, type Day } from "./day.ts";
import type { ReceiptEvent, ReceiptType } from "../events/receipt-event.ts";
import { toShard } from "./shard.ts";
import { parseTimestamp, type Micros } from "../runtime/timestamp.ts";

/**
 * A later stage of a message's life outranks an earlier one, in whatever order they are reported. A REVOKE_FAILED
 * is no stage: everything may still follow.
 */
export const RANKS = {
  EXPIRED: 1,
  DELIVERED: 2,
  READ: 3,
} as const satisfies Partial<Record<ReceiptType, number>>;

/** A stage of a message's life. */
export type Status = keyof typeof RANKS;

const TIME_FIELDS = {
  EXPIRED: "expiredTime",
  DELIVERED: "deliveredTime",
  READ: "readTime",
  REVOKE_FAILED: "revokeFailedTime",
} as const satisfies Record<ReceiptType, string>;

/** The day that a message counts on, as that of its earliest such event: see docs/metrics.md. */
const DAY_FIELDS: Partial<Record<ReceiptType, "day" | "expiredDay">> = {
  EXPIRED: "expiredDay",
  DELIVERED: "day",
  READ: "day",
};

type NumberField =
  | "rank"
  | "day"
  | "expiredDay"
  | (typeof TIME_FIELDS)[ReceiptType]
  | "createTime"
  | "updateTime";

/**
 * One write to a message's document that commutes with every other and may be repeated: facts that never
 * change are merged, numbers only fall to a minimum or rise to a maximum. One Firestore operation, no read.
 */
export interface MessageWrite {
  /** The message's name: the path of its document. */
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
  /** A fact, too: it follows from the message's name. */
  readonly shard: number;
  readonly minimum: Readonly<Partial<Record<NumberField, number>>>;
  readonly maximum: Readonly<Partial<Record<NumberField, number>>>;
  /** Replaces what the agents' read receipt did; only the holder of the claim writes it. */
  readonly agentRead?: AgentRead;
}

/** The write of a receipt. */
export interface ReceiptWrite extends MessageWrite {
  readonly agentRead?: never;
}

/** What became of telling the platform that an agent read the user's message. */
export interface AgentRead {
  readonly status: "SENT" | "FAILED";
  /** When that was known. */
  readonly time: Micros;
  /** The same as a day: for counting. */
  readonly day?: Day;
  readonly reader?: string;
  readonly readTime?: Micros;
  /** The platform's HTTP status, of a failure. */
  readonly httpStatus?: number;
  readonly reason?: string;
}

/**
 * The fields of a message's document. Times are microseconds; `expireAt` stands outside. `day` is when the message
 * first reached the user, as far as is known: it may fall while older events are still to come.
 */
export interface MessageDocument extends Partial<Record<NumberField, number>> {
  readonly shard?: number;
  readonly channel?: string;
  readonly agent?: string;
  readonly customAgentId?: string;
  readonly conversation?: string;
  readonly agentRead?: AgentRead;
}

/** The write that a receipt makes. */
export function toReceiptWrite(event: ReceiptEvent): ReceiptWrite {
  const arrival = toMicros(event.arrivalTime);
  const time = toMicros(event.time);
  const { message, receiptType } = event;
  const dayField = DAY_FIELDS[receiptType];
  return {
    message,
    fields: constantFields(event),
    shard: toShard(message),
    minimum: {
      [TIME_FIELDS[receiptType]]: time,
      ...(dayField && { [dayField]: toDay(time) }),
      createTime: arrival,
    },
    maximum: {
      ...(receiptType !== "REVOKE_FAILED" && { rank: RANKS[receiptType] }),
      updateTime: arrival,
    },
  };
}

/** The write that settles an agent's read of a user's message. */
export function toAgentReadWrite(
  place: {
    message: string;
    channel: string;
    conversation: string;
    agent?: string | undefined;
  },
  agentRead: AgentRead,
): MessageWrite {
  return {
    message: place.message,
    fields: constantFields(place),
    shard: toShard(place.message),
    minimum: { createTime: agentRead.time },
    maximum: { updateTime: agentRead.time },
    agentRead: { ...agentRead, day: toDay(agentRead.time) },
  };
}

function constantFields(from: {
  channel: string;
  conversation: string;
  agent?: string | undefined;
  customAgentId?: string | undefined;
}): Record<string, string> {
  const { channel, conversation, agent, customAgentId } = from;
  return {
    channel,
    conversation,
    ...(agent !== undefined && { agent }),
    ...(customAgentId !== undefined && { customAgentId }),
  };
}

function toMicros(timestamp: string): Micros {
  const time = parseTimestamp(timestamp);
  if (time === undefined) {
    throw new RangeError("The schema let a bad timestamp through.");
  }
  return time;
}
