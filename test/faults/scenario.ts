import type { Mix } from "./traffic.ts";
import type { World } from "./test-environment.ts";

/** One fault: how it comes, how it goes, and what it may cause. */
export interface Scenario {
  readonly name: string;
  /** What goes wrong, in words for the table. */
  readonly fault: string;
  readonly mix?: Mix;
  /** How long the fault lasts, at the least. */
  readonly lastsMs: number;
  /** The part that fails loses what it holds: so everything before has to be done, and is judged, before. */
  readonly forgets?: true;
  /**
   * Whether the design lets the platform be told again, where its answer came but could not be written down.
   * It counts for messages that it was first told of around the fault.
   */
  readonly mayTellAgain?: true;
  inject(world: World): Promise<void>;
  recover(world: World): Promise<void>;
}
