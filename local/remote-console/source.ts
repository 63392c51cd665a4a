import type { MessageDocument } from "../../shared/messages/message-document.ts";
import type {
  MessageCounter,
  CountQuery,
} from "../../shared/stats/count-query.ts";

/** What can be asked of a deployed project's messages: nothing here writes. Whatever fails says why in a sentence. */
export interface MessageSource {
  readonly counter: MessageCounter;
  /** Undefined if there is no such document. */
  read(message: string): Promise<MessageDocument | undefined>;
  /** Throws if a right, an index or the database is missing. */
  check(): Promise<void>;
  /** Throws if Firestore does not answer, or refuses. */
  probe(): Promise<void>;
  /** Follows some of the messages that a query counts; returns what ends it. After a failure nothing more comes. */
  subscribe(
    query: CountQuery,
    limit: number,
    onRows: (rows: SubscribedRows) => void,
    onFailure: (error: unknown) => void,
  ): () => void;
}

export interface SubscribedRows {
  /** All of them, by their names. */
  readonly documents: ReadonlyMap<string, MessageDocument>;
  /** The names of those that are new or others than before. */
  readonly changed: readonly string[];
  /** What Firestore charges for. */
  readonly reads: number;
}
