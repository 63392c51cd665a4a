import type { Backend } from "../local-infrastructure.ts";
import { createEmbeddedBus } from "./pubsub.ts";
import { createEmbeddedStore } from "./store.ts";

/** Bus and store in this process's memory: they start at once and end with it. */
export function createEmbeddedBackend(): Backend {
  const bus = createEmbeddedBus();
  const store = createEmbeddedStore();
  return {
    projectId: "receipts-local",
    bus,
    store,
    description: "embedded, in memory",
    close: () => bus.close(),
  };
}
