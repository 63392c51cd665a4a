import type { BulkWriter, Firestore } from "@google-cloud/firestore";
import { UnusableEventError } from "../../shared/errors.ts";
import { asStoreError } from "../../shared/firestore.ts";
import { toDocument } from "../../shared/firestore-document.ts";
import type { Micros } from "../../shared/timestamp.ts";
import type { MessageWriter } from "./handler.ts";

const INVALID_ARGUMENT = 3;

/**
 * Writes to Firestore with one operation a receipt and no read. Writes that are asked for in the same turn
 * of the event loop share a round trip.
 */
export function createFirestoreMessages(
  firestore: Firestore,
  retentionMicros: Micros,
): MessageWriter & { close(): Promise<void> } {
  // Throttling would hold back the first seconds' writes; Pub/Sub's push already ramps up.
  const writer = firestore.bulkWriter({ throttling: false });
  // Pub/Sub redelivers what fails, with backoff: no second retry underneath it.
  writer.onWriteError(() => false);
  const flushSoon = createFlusher(writer);
  return {
    async write(write) {
      const reference = firestore.doc(write.message);
      const document = toDocument(write, retentionMicros);
      const mergeFields = Object.keys(document);
      try {
        const written = writer.set(reference, document, { mergeFields });
        flushSoon();
        await written.catch(async (error: unknown) => {
          if (codeOf(error) !== INVALID_ARGUMENT) throw error;
          // It may be about another write of the same call: this one is tried alone.
          await reference.set(document, { mergeFields });
        });
      } catch (error) {
        if (codeOf(error) === INVALID_ARGUMENT) {
          throw new UnusableEventError(
            "Firestore refuses the document as invalid.",
          );
        }
        throw asStoreError(error, write.message);
      }
    },
    close: () => writer.close(),
  };
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

function createFlusher(writer: BulkWriter): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      void writer.flush(); // never rejects: each write has its own promise
    });
  };
}
