import type { SentReceipt } from "./expected.ts";

/** One thing that was sent, and whether it was taken: the webhook's 200, or Pub/Sub's word for what is published. */
export interface Entry {
  isTaken: boolean;
}

export interface ReceiptEntry extends Entry, SentReceipt {}

/** What a user wrote: it has to reach the agent's own backend as it came. */
export interface UserEventEntry extends Entry {
  readonly body: string;
}

/** A user's message that one agent or several read. */
export interface AgentReadEntry extends Entry {
  readonly message: string;
}

/** What can't be used, found again in dead letters by its marker. */
export interface PoisonEntry extends Entry {
  readonly marker: string;
  readonly target: "webhook" | "receipts" | "agent-reads";
}

/** Everything that was sent in one stretch of traffic: what the system is held to. */
export interface Ledger {
  readonly receipts: ReceiptEntry[];
  readonly userEvents: UserEventEntry[];
  readonly agentReads: AgentReadEntry[];
  readonly poison: PoisonEntry[];
  /** Messages that forged requests named: nothing may ever be known of them. */
  readonly forged: string[];
  /** Forged requests that were not refused. */
  readonly admitted: string[];
  /** Requests that are not over yet. */
  readonly underWay: Set<Promise<void>>;
}

export function createLedger(): Ledger {
  return {
    receipts: [],
    userEvents: [],
    agentReads: [],
    poison: [],
    forged: [],
    admitted: [],
    underWay: new Set(),
  };
}

/** All authentic events of a ledger. */
export function getEntries(ledger: Ledger): Entry[] {
  const { receipts, userEvents, agentReads, poison } = ledger;
  return [...receipts, ...userEvents, ...agentReads, ...poison];
}
