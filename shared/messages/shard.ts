import { createHash } from "node:crypto";

const COUNT = 16; // about 500 writes a second each; a query may ask for 30 at most

/** Every shard. */
export const SHARDS: readonly number[] = Array.from(
  { length: COUNT },
  (_, shard) => shard,
);

/**
 * The shard of a message: always the same, and as many messages in each. It stands in indexes before the day, which
 * only grows: all of a day's writes would go to the same place of the index otherwise.
 */
export function toShard(message: string): number {
  const [byte = 0] = createHash("sha256").update(message).digest();
  return byte % COUNT;
}
