import { createFirestoreMessages } from "../../functions/store-receipt/firestore-messages.ts";
import { toDay } from "../../shared/messages/day.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { toReceiptWrite } from "../../shared/messages/message-document.ts";
import { countQueries } from "../../shared/stats/count-query.ts";
import { createFirestoreCounter } from "../../shared/stats/firestore-counter.ts";
import {
  MICROS_PER_DAY,
  parseTimestamp,
} from "../../shared/runtime/timestamp.ts";
import { receiptOf } from "../requests.ts";
import { PROJECT } from "../subjects.ts";

const AT_ONCE = 80;
const DEADLINE_MS = 10_000;
const TIME = "2026-01-01T00:00:00Z";
const DAY = toDay(parseTimestamp(TIME) ?? 0);
const COUNTED_AGENT = "brands/b/agents/counted";

/** A database of its own: what others stored is not in the way, and nothing of it in theirs. */
export function openGrowingStore() {
  const databaseId = `growth-${process.pid}`;
  const firestore = openFirestore(databaseId, PROJECT);
  const messages = createFirestoreMessages(
    { databaseId, projectId: PROJECT },
    90 * MICROS_PER_DAY,
    DEADLINE_MS,
  );
  const counter = createFirestoreCounter(firestore);
  const { read: counted } = countQueries(
    { channel: receiptOf("", TIME).channel, agent: COUNTED_AGENT },
    { from: DAY, to: DAY },
  );

  return {
    /** Milliseconds a receipt, so many at once as an instance takes. */
    async write(names: readonly string[], agent?: string): Promise<number> {
      const left = names.values();
      const startedAt = performance.now();
      const one = async () => {
        for (const message of left) {
          const receipt = receiptOf(message, TIME);
          const event = agent === undefined ? receipt : { ...receipt, agent };
          await messages.write(toReceiptWrite(event));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, one));
      return (performance.now() - startedAt) / names.length;
    },
    /** Stores what `count` counts: always the same messages, whatever else there is. */
    writeCounted(names: readonly string[]): Promise<number> {
      return this.write(names, COUNTED_AGENT);
    },
    /** Milliseconds. */
    async read(message: string): Promise<number> {
      const startedAt = performance.now();
      const { exists } = await firestore.doc(message).get();
      if (!exists) throw new Error("A stored message is not there.");
      return performance.now() - startedAt;
    },
    /** Milliseconds. */
    async count(expected: number): Promise<number> {
      const startedAt = performance.now();
      const found = await counter.count(counted);
      if (found !== expected) {
        throw new Error(`Of ${expected} messages ${found} were counted.`);
      }
      return performance.now() - startedAt;
    },
    async close() {
      await messages.close();
      await firestore.terminate();
    },
  };
}
