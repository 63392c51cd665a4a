import { randomUUID } from "node:crypto";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import type { LocalInfrastructure } from "../local-infrastructure.ts";
import { createPubSubBus } from "./pubsub.ts";
import { startEmulators } from "./start.ts";
import { createFirestoreStore } from "./store.ts";

const PUBLISH_TIMEOUT_MS = 5000;

/** Bus and store on Google's emulators: those that the environment names, or else ones of its own. */
export async function createEmulatorsInfrastructure(
  retentionMicros: Micros,
): Promise<LocalInfrastructure> {
  // Of its own, so that stacks on the same emulators don't get each other's messages.
  const projectId = `receipts-local-${randomUUID().slice(0, 8)}`;
  const emulators = await startEmulators();
  const bus = createPubSubBus(projectId, PUBLISH_TIMEOUT_MS);
  const store = createFirestoreStore(projectId, retentionMicros);
  return {
    projectId,
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
