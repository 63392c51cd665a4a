import { openFirestore } from "../../shared/firestore.ts";
import type { Micros } from "../../shared/timestamp.ts";
import type { Backend } from "../backend.ts";
import { PROJECT_ID } from "../topics.ts";
import { createPubSubBus } from "./bus.ts";
import { startEmulators } from "./start.ts";
import { createFirestoreStore } from "./store.ts";

const PUBLISH_DEADLINE_MS = 5000;

/** Bus and store on Google's emulators: those that the environment names, or else ones of its own. */
export async function createEmulatorsBackend(
  retentionMicros: Micros,
): Promise<Backend> {
  const emulators = await startEmulators(PROJECT_ID);
  const bus = createPubSubBus(PROJECT_ID, PUBLISH_DEADLINE_MS);
  const store = createFirestoreStore(
    openFirestore("receipts", PROJECT_ID),
    retentionMicros,
  );
  return {
    bus,
    store,
    description: `Google's emulators, Pub/Sub on ${emulators.pubsubHost}, Firestore on ${emulators.firestoreHost}`,
    async close() {
      await bus.close();
      await store.close();
      await emulators.stop();
    },
  };
}
