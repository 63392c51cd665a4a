import type { MessageState } from "../../shared/messages/message-state.ts";
import type { StatsSnapshot } from "../remote-console/stats.ts";
import type { toDeadLetterEntry } from "../entries.ts";
import type { Traffic } from "./edges.ts";
import type { Faults } from "./faults.ts";

export type DeadLetterEntry = ReturnType<typeof toDeadLetterEntry>;

/** What has changed, as the page is told. */
export interface Update {
  readonly messages?: readonly MessageState[];
  readonly gone?: readonly string[];
  readonly deadLetters?: {
    readonly total: number;
    /** The newest first. */
    readonly newest: readonly DeadLetterEntry[];
  };
  /** Since the stack's start. */
  readonly traffic?: Traffic;
  readonly faults?: Faults;
  /** Of a deployed project; null while nothing is counted yet. */
  readonly figures?: StatsSnapshot | null;
  /** Whether a deployed project's rows rest, since more changes than may be read. */
  readonly isPaused?: boolean;
  /** What is wrong now, in a sentence. */
  readonly problem?: string | null;
}
