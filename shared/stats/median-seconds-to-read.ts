import type { Period } from "./count-query.ts";
import { getMedian } from "./median.ts";
import type { MessageDocument } from "../messages/message-document.ts";

/**
 * The smallest time from delivered to read that at least half of the messages of a period don't exceed, in seconds;
 * null if of none both times are known. Where the clocks disagree, the time is 0.
 */
export function medianSecondsToRead(
  documents: readonly MessageDocument[],
  { from, to }: Period,
): number | null {
  const seconds = documents.flatMap(({ day, deliveredTime, readTime }) =>
    day === undefined ||
    day < from ||
    day > to ||
    deliveredTime === undefined ||
    readTime === undefined
      ? []
      : [Math.max(0, readTime - deliveredTime) / 1_000_000],
  );
  return getMedian(seconds) ?? null;
}
