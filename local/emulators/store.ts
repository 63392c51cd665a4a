import { createFirestoreClaims } from "../../functions/send-read-receipt/firestore-claims.ts";
import { createFirestoreMessages } from "../../functions/store-receipt/firestore-messages.ts";
import { openFirestore } from "../../shared/firestore/firestore.ts";
import { createFirestoreConversations } from "../../shared/firestore/firestore-conversations.ts";
import { createFirestoreCounter } from "../../shared/stats/firestore-counter.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import type { Store } from "../store.ts";

const DATABASE = "receipts";
const WRITE_DEADLINE_MS = 10_000;

/** Keeps the state in Firestore; on Google's emulator where FIRESTORE_EMULATOR_HOST names one. */
export function createFirestoreStore(
  projectId: string,
  retentionMicros: Micros,
  firestore = openFirestore(DATABASE, projectId),
): Store {
  const messages = createFirestoreMessages(
    { projectId, databaseId: DATABASE },
    retentionMicros,
    WRITE_DEADLINE_MS,
  );
  return {
    messages,
    claims: createFirestoreClaims(firestore, retentionMicros),
    // Throttling would keep the caller waiting, and spares nobody on this machine.
    conversations: createFirestoreConversations(firestore, {
      throttling: false,
    }),
    stats: createFirestoreCounter(firestore),
    async documents() {
      const { docs } = await firestore.collectionGroup("messages").get();
      return docs.map((snapshot) => snapshot.data());
    },
    async read(message) {
      const snapshot = await firestore.doc(message).get();
      return snapshot.data();
    },
    watch(listener) {
      let isFirst = true; // the first snapshot is what was there before
      return new Promise((resolve, reject) => {
        const stop = firestore.collectionGroup("messages").onSnapshot(
          (snapshot) => {
            if (isFirst) resolve(stop);
            else {
              for (const { doc } of snapshot.docChanges()) {
                listener(doc.ref.path);
              }
            }
            isFirst = false;
          },
          reject, // later: the database went away, and so does the watch
        );
      });
    },
    async close() {
      await messages.close();
      await firestore.terminate();
    },
  };
}
