/** A round of receipts to store. */
export interface Task {
  readonly writer: "transaction" | "ours";
  readonly receipts: number;
  /** How many are under way at once. */
  readonly concurrency: number;
  /** Of each hundred receipts so many are of messages that are stored already. */
  readonly duplicatePercent: number;
  /** Names the messages of this round. */
  readonly run: string;
}

/** What it came to. */
export type Stored = Readonly<
  Record<
    | "rate" // receipts a second
    | "cpu" // of the client's process: milliseconds a receipt
    | "writes" // of documents, a receipt
    | "reads" // likewise
    | "calls", // to Firestore, a receipt
    number
  >
>;
