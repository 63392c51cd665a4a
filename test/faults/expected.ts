import { channelOf } from "../support/channels.ts";

/** A receipt as the tests sent it. */
export interface SentReceipt {
  readonly message: string;
  readonly conversation: string;
  readonly agent: string;
  readonly type: keyof typeof TIME_FIELDS;
  /** Microseconds since 1970. */
  readonly time: number;
}

/** Where the time of a receipt is, in its message's document. */
export const TIME_FIELDS = {
  DELIVERED: "deliveredTime",
  READ: "readTime",
  EXPIRED: "expiredTime",
  REVOKE_FAILED: "revokeFailedTime",
} as const;

/** Which stage of a message's life outranks which: a REVOKE_FAILED is none. */
const RANKS = { EXPIRED: 1, DELIVERED: 2, READ: 3, REVOKE_FAILED: 0 };

/** What a message's document must hold, apart from times of arrival and of expiry. */
export interface ExpectedDocument {
  readonly channel: string | undefined;
  readonly conversation: string;
  readonly agent: string;
  readonly rank: number | undefined;
  readonly times: Readonly<Record<string, number | undefined>>;
}

/**
 * Folds receipts by the published rules, written down once more: they must not be the code's own. A later stage
 * outranks an earlier one in whatever order they come, and of two times for one fact the earlier stays.
 */
export function fold(receipts: readonly SentReceipt[]): ExpectedDocument {
  const [first] = receipts;
  if (!first) throw new RangeError("No receipt makes no document.");
  const highest = Math.max(...receipts.map(({ type }) => RANKS[type]));
  const times = Object.entries(TIME_FIELDS).map(([type, field]) => {
    const sent = receipts.filter((r) => r.type === type).map((r) => r.time);
    return [field, sent.length > 0 ? Math.min(...sent) : undefined] as const;
  });
  return {
    channel: channelOf(first.message)?.channel.name,
    conversation: first.conversation,
    agent: first.agent,
    rank: highest > 0 ? highest : undefined,
    times: Object.fromEntries(times),
  };
}

/** The fields in which a document differs from what it must hold; empty if it is right. */
export function differences(
  document: Readonly<Record<string, unknown>>,
  { times, ...others }: ExpectedDocument,
): string[] {
  const expected: Record<string, unknown> = { ...others, ...times };
  const differing = Object.keys(expected).filter(
    (field) => document[field] !== expected[field],
  );
  const { createTime, updateTime } = document;
  const isOrdered =
    typeof createTime === "number" &&
    typeof updateTime === "number" &&
    createTime <= updateTime;
  return isOrdered ? differing : [...differing, "createTime"];
}
