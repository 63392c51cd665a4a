import type { ReceiptWrite } from "../../shared/messages/message-document.ts";
import { StoreError } from "../../shared/firestore/store-error.ts";

const MAX_BATCH_SIZE = 20; // as in the library's own BulkWriter

/**
 * Writes receipts of different messages in one call. Returns the result of each in their order, undefined for
 * success, or a single error if the call failed as a whole.
 */
export type CommitBatch = (
  receipts: readonly ReceiptWrite[],
) => Promise<readonly (StoreError | undefined)[] | StoreError>;

export interface WriteBatcher {
  /** Writes a receipt with the next batch. Returns its error, or undefined for success. */
  add(receipt: ReceiptWrite): Promise<StoreError | undefined>;
}

interface PendingWrite {
  readonly receipt: ReceiptWrite;
  resolve(error: StoreError | undefined): void;
}

/**
 * Creates a batcher that writes the receipts of one turn of the event loop together. If Firestore rejects a batch as
 * invalid, it writes each receipt again in a call of its own, because only one of them may be invalid.
 */
export function createWriteBatcher(commit: CommitBatch): WriteBatcher {
  let pending: PendingWrite[] = [];

  function flush(): void {
    const batches = toBatches(pending);
    pending = [];
    for (const batch of batches) void send(batch);
  }

  async function send(batch: readonly PendingWrite[]): Promise<void> {
    const results = await commit(batch.map(({ receipt }) => receipt));
    const hasFailed = results instanceof StoreError;
    if (hasFailed && results.isInvalid && batch.length > 1) {
      for (const each of batch) void send([each]);
      return;
    }
    for (const [index, each] of batch.entries()) {
      each.resolve(hasFailed ? results : results[index]);
    }
  }

  return {
    add: (receipt) =>
      new Promise((resolve) => {
        if (pending.push({ receipt, resolve }) === 1) setImmediate(flush);
      }),
  };
}

/** Distributes writes to batches. A call can't write the same document twice (Firestore, "BatchWriteRequest"). */
function toBatches(pending: readonly PendingWrite[]): PendingWrite[][] {
  const batches: Map<string, PendingWrite>[] = [];
  for (const each of pending) {
    const { message } = each.receipt;
    const open = batches.find(
      (batch) => batch.size < MAX_BATCH_SIZE && !batch.has(message),
    );
    if (open) open.set(message, each);
    else batches.push(new Map([[message, each]]));
  }
  return batches.map((batch) => [...batch.values()]);
}
