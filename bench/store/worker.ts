import library from "@google-cloud/firestore";
import { createFirestoreMessages } from "../../functions/store-receipt/firestore-messages.ts";
import type { MessageWriter } from "../../functions/store-receipt/handler.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { toReceiptWrite } from "../../shared/messages/message-document.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { createTransactionPerReceipt } from "../baselines/transaction-per-receipt/writer.ts";
import { receiptOf } from "../requests.ts";
import { PROJECT } from "../subjects.ts";
import { countOperations } from "./operations.ts";
import { createOrder, messageName } from "./order.ts";
import type { Task, Stored } from "./task.ts";

const DEADLINE_MS = 10_000;
const KNOWN = 1000; // messages that repeated receipts are of: many more than are under way at once
const TIME = "2026-01-01T00:00:00Z"; // the same for all: a repeated receipt tells nothing new

// Stores receipts as it is told, in a process of its own, so that the writer has a core for itself.
const counted = countOperations(library.v1.FirestoreClient.prototype);
const firestore = openFirestore("receipts", PROJECT);
const writers: Record<Task["writer"], MessageWriter> = {
  transaction: createTransactionPerReceipt(firestore),
  ours: createFirestoreMessages(
    { databaseId: "receipts", projectId: PROJECT },
    90 * MICROS_PER_DAY,
    DEADLINE_MS,
  ),
};
const known = Array.from({ length: KNOWN }, (_, at) => messageName("k", at));
await store("ours", known, 80);

process.on("message", (task: Task) => {
  void measure(task).then((stored) => process.send?.(stored));
});
process.once("disconnect", () => process.exit());
process.send?.("ready");

async function measure(task: Task): Promise<Stored> {
  const { receipts, duplicatePercent, run, concurrency, writer } = task;
  const order = createOrder(receipts, duplicatePercent, known, run);
  const before = counted();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await store(writer, order, concurrency);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const after = counted();
  return {
    rate: receipts / seconds,
    cpu: (user + system) / 1000 / receipts,
    writes: (after.writes - before.writes) / receipts,
    reads: (after.reads - before.reads) / receipts,
    calls: (after.calls - before.calls) / receipts,
  };
}

/** Always so many at once, each next one when one is confirmed: as the function's requests come. */
async function store(
  writer: Task["writer"],
  messages: readonly string[],
  concurrency: number,
): Promise<void> {
  const left = messages.values();
  const one = async () => {
    for (const message of left) {
      await writers[writer].write(toReceiptWrite(receiptOf(message, TIME)));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
}
