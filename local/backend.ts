import type { Bus } from "./bus.ts";
import type { Store } from "./store.ts";

/** What the functions stand on. */
export interface Backend {
  readonly bus: Bus;
  readonly store: Store;
  /** One word or two for the banner. */
  readonly description: string;
  /** Ends everything that was started for it. */
  close(): Promise<void>;
}
