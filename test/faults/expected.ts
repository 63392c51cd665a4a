/** A receipt as the tests sent it. */
export interface SentReceipt {
  readonly message: string;
  readonly conversation: string;
  readonly agent: string;
  readonly type: "DELIVERED" | "READ";
  /** Microseconds since 1970. */
  readonly time: number;
}

/** What a message's document must hold, apart from times of arrival and of expiry. */
export interface ExpectedDocument {
  readonly channel: string;
  readonly conversation: string;
  readonly agent: string;
  readonly rank: number;
  readonly deliveredTime?: number;
  readonly readTime?: number;
}

/**
 * Folds receipts by the published rules, written down once more: they must not be the code's own. READ outranks
 * DELIVERED in whatever order they come, and of two times for one fact the earlier stays.
 */
export function fold(receipts: readonly SentReceipt[]): ExpectedDocument {
  const [first] = receipts;
  if (!first) throw new RangeError("No receipt makes no document.");
  const earliest = (type: SentReceipt["type"]) => {
    const times = receipts.filter((r) => r.type === type).map((r) => r.time);
    return times.length > 0 ? Math.min(...times) : undefined;
  };
  const deliveredTime = earliest("DELIVERED");
  const readTime = earliest("READ");
  return {
    channel: "business-messages",
    conversation: first.conversation,
    agent: first.agent,
    rank: readTime === undefined ? 2 : 3,
    ...(deliveredTime !== undefined && { deliveredTime }),
    ...(readTime !== undefined && { readTime }),
  };
}

/** The fields in which a document differs from what it must hold; empty if it is right. */
export function differences(
  document: Readonly<Record<string, unknown>>,
  expected: ExpectedDocument,
): string[] {
  const differing = [
    ...(["channel", "conversation", "agent"] as const),
    ...(["rank", "deliveredTime", "readTime"] as const),
  ].filter((field) => document[field] !== expected[field]);
  const { firstTouchedTime, lastTouchedTime } = document;
  const isOrdered =
    typeof firstTouchedTime === "number" &&
    typeof lastTouchedTime === "number" &&
    firstTouchedTime <= lastTouchedTime;
  return isOrdered ? differing : [...differing, "firstTouchedTime"];
}
