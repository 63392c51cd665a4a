import {
  RANKS,
  type MessageDocument,
  type Status,
} from "./message-document.ts";
import { formatTimestamp, type Micros } from "../runtime/timestamp.ts";

/** A message's state as people and programs read it; times are RFC 3339 with microseconds. */
export interface MessageState {
  readonly message: string;
  readonly channel: string | null;
  readonly agent: string | null;
  readonly customAgentId: string | null;
  readonly conversation: string | null;
  /** What the user's device reported; null while it reported nothing. DELIVERED doesn't mean unread. */
  readonly status: Status | null;
  /** The same for people, and what it leaves open. */
  readonly summary: string;
  /** Null also while delivery is only inferred: nobody reported when it was. */
  readonly deliveredTime: string | null;
  /** The user read the message, so it was delivered, but no DELIVERED has come. */
  readonly deliveredInferred: boolean;
  readonly readTime: string | null;
  readonly expiredTime: string | null;
  /** When the platform could not revoke the message; it may still be delivered. */
  readonly revokeFailedTime: string | null;
  /** What became of telling the user that an agent read this message; null while nothing did. */
  readonly agentRead: AgentReadState | null;
  readonly createTime: string | null;
  readonly updateTime: string | null;
}

export interface AgentReadState {
  readonly status: "SENT" | "FAILED";
  readonly time: string;
  readonly reader: string | null;
  readonly readTime: string | null;
  readonly httpStatus: number | null;
  readonly reason: string | null;
}

/** Derives the state from a message's document; null if it was last touched longer ago than the retention. */
export function deriveState(
  message: string,
  document: MessageDocument,
  now: Micros,
  retentionMicros: Micros,
): MessageState | null {
  const { rank, updateTime, deliveredTime, agentRead } = document;
  if ((updateTime ?? 0) + retentionMicros <= now) return null;
  const status = toStatus(rank);
  return {
    message,
    channel: document.channel ?? null,
    agent: document.agent ?? null,
    customAgentId: document.customAgentId ?? null,
    conversation: document.conversation ?? null,
    status,
    summary:
      SUMMARIES[status ?? (document.revokeFailedTime ? "NOT_REVOKED" : "NONE")],
    deliveredTime: timeOrNull(deliveredTime),
    deliveredInferred: status === "READ" && deliveredTime === undefined,
    readTime: timeOrNull(document.readTime),
    expiredTime: timeOrNull(document.expiredTime),
    revokeFailedTime: timeOrNull(document.revokeFailedTime),
    agentRead: agentRead
      ? {
          status: agentRead.status,
          time: formatTimestamp(agentRead.time),
          reader: agentRead.reader ?? null,
          readTime: timeOrNull(agentRead.readTime),
          httpStatus: agentRead.httpStatus ?? null,
          reason: agentRead.reason ?? null,
        }
      : null,
    createTime: timeOrNull(document.createTime),
    updateTime: timeOrNull(updateTime),
  };
}

const SUMMARIES: Record<Status | "NONE" | "NOT_REVOKED", string> = {
  NONE: "no receipt from the user",
  NOT_REVOKED: "not revoked in time, so it may still be delivered",
  EXPIRED: "revoked before it was delivered",
  DELIVERED: "delivered, read unknown (users may switch read receipts off)",
  READ: "read",
};

function toStatus(rank: number | undefined): Status | null {
  const types = Object.keys(RANKS) as Status[];
  const highestFirst = types.sort((a, b) => RANKS[b] - RANKS[a]);
  return highestFirst.find((type) => RANKS[type] <= (rank ?? 0)) ?? null;
}

function timeOrNull(micros: Micros | undefined): string | null {
  return micros === undefined ? null : formatTimestamp(micros);
}
