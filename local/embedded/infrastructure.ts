import type { LocalInfrastructure } from "../local-infrastructure.ts";
import { createInMemoryPubSub } from "./pubsub.ts";
import { createEmbeddedStore } from "./store.ts";

/** Bus and store in this process's memory: they start at once and end with it. */
export function createEmbeddedInfrastructure(): LocalInfrastructure {
  const bus = createInMemoryPubSub();
  const store = createEmbeddedStore();
  return {
    projectId: "receipts-local",
    bus,
    store,
    description: "embedded, in memory",
    close: () => bus.close(),
  };
}
