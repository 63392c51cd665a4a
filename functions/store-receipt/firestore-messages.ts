import { v1 } from "@google-cloud/firestore-api";
import type { Client } from "@grpc/grpc-js";
import { UnusableEventError } from "../../shared/runtime/errors.ts";
import {
  clientOptions,
  createLazyConnection,
  retryOptions,
  type ConnectionLifecycle,
} from "../../shared/runtime/grpc-client.ts";
import { toRedactedStoreError } from "../../shared/firestore/store-error.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import { toFirestoreWrite } from "./firestore-write.ts";
import type { MessageWriter } from "./handler.ts";
import {
  createWriteBatcher,
  isInvalid,
  type WriteCall,
} from "./write-batcher.ts";

/** Of the deadline: so that what Firestore said is told before the caller gives up. */
const CALL_DEADLINE_FRACTION = 0.9;

/** Of a write whose result is missing: gRPC's code and what is told. */
const UNKNOWN = { code: 2, message: "No result came for the write." };

/** A database: of the environment's project, if none is given. */
export interface DatabaseRef {
  readonly databaseId: string;
  readonly projectId?: string;
}

/**
 * Writes to Firestore with one operation a receipt and no read. Writes that are asked for in the same turn of the
 * event loop share a call. Uses Firestore's low-level client: with the library's own a write takes twice the time, and
 * a start longer. Obeys FIRESTORE_EMULATOR_HOST.
 * @param deadlineMs how long a write may take, retries included
 */
export function createFirestoreMessages(
  place: DatabaseRef,
  retentionMicros: Micros,
  deadlineMs: number,
): MessageWriter & ConnectionLifecycle {
  const { connection, lifetime } = createLazyConnection(() => connect(place));
  const retry = retryOptions(deadlineMs * CALL_DEADLINE_FRACTION);

  const makeCall: WriteCall = async (writes) => {
    const { client, database, headers } = await connection();
    const documents = `${database}/documents`;
    const request = {
      database,
      writes: writes.map((write) =>
        toFirestoreWrite(write, retentionMicros, documents),
      ),
    };
    // The client writes into the options: each call has its own.
    const options = { retry, otherArgs: { headers: { ...headers } } };
    const [{ status }] = await client.batchWrite(request, options);
    return writes.map(({ message }, at) => {
      const result = status?.[at] ?? UNKNOWN;
      return result.code ? toRedactedStoreError(result, message) : undefined;
    });
  };
  const write = createWriteBatcher((writes) =>
    makeCall(writes).catch((error: unknown) => {
      throw toRedactedStoreError(
        error,
        ...writes.map(({ message }) => message),
      );
    }),
  );
  return {
    write: (receipt) =>
      write(receipt).catch((error: unknown) => {
        if (isInvalid(error)) {
          throw new UnusableEventError(
            "Firestore refuses the document as invalid.",
          );
        }
        throw error;
      }),
    ...lifetime,
  };
}

/** Connects as the library's own client does, with the headers that it sends. */
async function connect({ databaseId, projectId }: DatabaseRef) {
  const emulatorHost = process.env.FIRESTORE_EMULATOR_HOST;
  const client = new v1.FirestoreClient({
    ...clientOptions(emulatorHost),
    ...(projectId && { projectId }),
  });
  const project = await client.getProjectId();
  const stub = (await client.initialize()) as unknown as Client; // last: from here on there is something to close
  const database = `projects/${project}/databases/${databaseId}`;
  const headers = {
    "google-cloud-resource-prefix": database,
    ...(emulatorHost && { Authorization: "Bearer owner" }), // there, an administrator's token
  };
  return { client, stub, database, headers };
}
