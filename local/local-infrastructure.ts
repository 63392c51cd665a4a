import type { PubSub } from "./pubsub.ts";
import type { Store } from "./store.ts";

/** What the functions stand on. */
export interface LocalInfrastructure {
  /** The project that topics and subscriptions are in: no other stack's. */
  readonly projectId: string;
  readonly bus: PubSub;
  readonly store: Store;
  /** One word or two for the banner. */
  readonly description: string;
  /** Ends everything that was started for it. */
  close(): Promise<void>;
}
