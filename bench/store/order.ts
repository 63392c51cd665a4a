import { createHash } from "node:crypto";

/**
 * The messages of the receipts to store, in order.
 * @param duplicatePercent of each hundred receipts so many are of messages that are stored already
 * @param known those messages, taken in turn
 * @param run names the other messages
 */
export function createOrder(
  receipts: number,
  duplicatePercent: number,
  known: readonly string[],
  run: string,
): string[] {
  const repeatedUntil = (at: number) =>
    Math.floor((at * duplicatePercent) / 100);
  return Array.from({ length: receipts }, (_, at) => {
    const repeated = repeatedUntil(at);
    if (repeatedUntil(at + 1) === repeated) return messageName(run, at);
    const message = known[repeated % known.length];
    if (message === undefined) throw new Error("There is nothing to repeat.");
    return message;
  });
}

/** As spread out as the platform's own ids, and the same again for the same run and number. */
export function messageName(run: string, at: number): string {
  const hash = createHash("sha256").update(`${run} ${at}`).digest("hex");
  return `conversations/${hash.slice(0, 32)}/messages/${hash.slice(32)}`;
}
