import type { ReceiptWrite } from "../../shared/messages/message-document.ts";
import { StoreError } from "../../shared/firestore/store-error.ts";

const INVALID_ARGUMENT = 3;
const MAX_BATCH_SIZE = 20; // in one call, as of the library's own BulkWriter

/** Makes writes, each of another document, with one call. Tells of each what went wrong with it, in their order. */
export type WriteCall = (
  writes: readonly ReceiptWrite[],
) => Promise<readonly (StoreError | undefined)[]>;

interface PendingWrite {
  readonly write: ReceiptWrite;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Makes with one call the writes that are asked for in the same turn of the event loop. Each learns what became of its
 * own: a call that is refused as invalid is made again for each of them alone, since the refusal may be about one.
 */
export function createWriteBatcher(
  call: WriteCall,
): (write: ReceiptWrite) => Promise<void> {
  let waiting: PendingWrite[] = [];

  function flush(): void {
    const batches = toBatches(waiting);
    waiting = [];
    for (const batch of batches) void send(batch);
  }

  async function send(batch: readonly PendingWrite[]): Promise<void> {
    try {
      const failures = await call(batch.map(({ write }) => write));
      for (const [at, each] of batch.entries()) {
        const failure = failures[at];
        if (failure) each.reject(failure);
        else each.resolve();
      }
    } catch (error) {
      if (isInvalid(error) && batch.length > 1) {
        for (const each of batch) void send([each]);
      } else {
        for (const each of batch) each.reject(error);
      }
    }
  }

  return (write) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ write, resolve, reject }) === 1) setImmediate(flush);
    });
}

/** No call may have two writes of one document (Firestore, "BatchWriteRequest"). */
function toBatches(waiting: readonly PendingWrite[]): PendingWrite[][] {
  const batches: Map<string, PendingWrite>[] = [];
  for (const each of waiting) {
    const { message } = each.write;
    const open = batches.find(
      (batch) => batch.size < MAX_BATCH_SIZE && !batch.has(message),
    );
    if (open) open.set(message, each);
    else batches.push(new Map([[message, each]]));
  }
  return batches.map((batch) => [...batch.values()]);
}

/** Whether Firestore can never make the write. */
export function isInvalid(error: unknown): boolean {
  return error instanceof StoreError && error.code === INVALID_ARGUMENT;
}
