import { v1 } from "@google-cloud/firestore-api";
import { UnusableEventError } from "../../shared/runtime/errors.ts";
import {
  clientOptions,
  createLazyConnection,
  initializeStub,
  retryOptions,
  type ConnectionLifecycle,
} from "../../shared/runtime/grpc-client.ts";
import { toRedactedStoreError } from "../../shared/firestore/store-error.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import { toFirestoreWrite } from "./firestore-write.ts";
import type { MessageWriter } from "./handler.ts";
import { createWriteBatcher, type CommitBatch } from "./write-batcher.ts";

/** A call's share of the timeout, so that Firestore's error arrives before the caller gives up. */
const CALL_DEADLINE_FRACTION = 0.9;

/** Replaces a missing result. The code is gRPC's UNKNOWN. */
const MISSING_RESULT = { code: 2, message: "No result came for the write." };

/** A Firestore database, by default of the environment's project. */
export interface DatabaseRef {
  readonly databaseId: string;
  readonly projectId?: string;
}

/**
 * Creates a writer that stores a receipt with one Firestore operation and no read. It batches the writes of one turn of
 * the event loop. It uses Firestore's low-level client, because a write with the high-level one takes twice the time
 * and starts later. Obeys FIRESTORE_EMULATOR_HOST.
 * @param timeoutMs how long a write may take, retries included
 */
export function createFirestoreMessages(
  databaseRef: DatabaseRef,
  retentionMicros: Micros,
  timeoutMs: number,
): MessageWriter & ConnectionLifecycle {
  const { connection, lifetime } = createLazyConnection(() =>
    connect(databaseRef),
  );
  const retry = retryOptions(timeoutMs * CALL_DEADLINE_FRACTION);

  const commit: CommitBatch = async (receipts) => {
    try {
      const { client, database, headers } = await connection();
      const documents = `${database}/documents`;
      const writes = receipts.map((receipt) =>
        toFirestoreWrite(receipt, retentionMicros, documents),
      );
      const [{ status }] = await client.batchWrite(
        { database, writes },
        // The client changes the options, so each call gets its own.
        { retry, otherArgs: { headers: { ...headers } } },
      );
      return receipts.map(({ message }, index) => {
        const result = status?.[index] ?? MISSING_RESULT;
        return result.code ? toRedactedStoreError(result, message) : undefined;
      });
    } catch (error) {
      const names = receipts.map(({ message }) => message);
      return toRedactedStoreError(error, ...names);
    }
  };
  const batcher = createWriteBatcher(commit);

  return {
    async write(receipt) {
      const error = await batcher.add(receipt);
      if (error?.isInvalid) {
        throw new UnusableEventError(
          "Firestore rejects the document as invalid.",
        );
      }
      if (error) throw error;
    },
    ...lifetime,
  };
}

/** Connects with the headers that the library's high-level client sends. */
async function connect({ databaseId, projectId }: DatabaseRef) {
  const emulatorHost = process.env.FIRESTORE_EMULATOR_HOST;
  const client = new v1.FirestoreClient({
    ...clientOptions(emulatorHost),
    ...(projectId && { projectId }),
  });
  const project = await client.getProjectId();
  const stub = await initializeStub(client); // last, because from here on there is a connection to close
  const database = `projects/${project}/databases/${databaseId}`;
  const headers = {
    "google-cloud-resource-prefix": database,
    ...(emulatorHost && { Authorization: "Bearer owner" }), // the emulator's administrator token
  };
  return { client, stub, database, headers };
}
