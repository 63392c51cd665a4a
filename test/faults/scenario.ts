import type { Mix } from "./traffic.ts";
import type { TestEnvironment } from "./test-environment.ts";

/** One fault: how it comes, how it goes, and what it may cause. */
export interface Scenario {
  readonly name: string;
  /** What goes wrong, in words for the table. */
  readonly fault: string;
  readonly mix?: Mix;
  /** How long the fault lasts, at the least. */
  readonly lastsMs: number;
  /** The part that fails loses what it holds: so everything before has to be done, and is checked, before. */
  readonly forgets?: true;
  /**
   * Whether the design allows duplicate read receipts, where the platform's answer came but could not be written down.
   * It counts for messages whose first read receipt was sent around the fault.
   */
  readonly mayDuplicateReadReceipts?: true;
  inject(environment: TestEnvironment): Promise<void>;
  recover(environment: TestEnvironment): Promise<void>;
}
