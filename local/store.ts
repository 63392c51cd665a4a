import type { Claims } from "../functions/send-read-receipt/handler.ts";
import type { MessageWriter } from "../functions/store-receipt/handler.ts";
import type { Conversations } from "../shared/messages/conversation-state.ts";
import type { MessageCounter } from "../shared/stats/count-query.ts";
import type { MessageDocument } from "../shared/messages/message-document.ts";

/** Where the state is kept: Firestore, or memory. */
export interface Store {
  readonly messages: MessageWriter;
  readonly claims: Claims;
  readonly conversations: Conversations;
  readonly stats: MessageCounter;
  /** A message's document as it is stored; undefined if there is none. */
  read(message: string): Promise<MessageDocument | undefined>;
  /** All that is stored: for what no index tells. Never asked of a production database, which may be large. */
  documents(): Promise<readonly MessageDocument[]>;
  /** Calls back with the name of each message whose document changes or goes from now on; returns what ends it. */
  watch(listener: (message: string) => void): Promise<() => void>;
  close(): Promise<void>;
}
