import type {
  ConversationCounts,
  Conversations,
} from "../shared/messages/conversation-state.ts";

/** Where a conversation is to be forgotten. */
export interface DeletionTarget extends Conversations {
  /** For people: it stands in "… in the local stack at http://localhost:8080". */
  readonly description: string;
  /** What stays elsewhere. */
  retainedCopies(conversation: string): readonly RetainedCopy[];
  close(): Promise<void>;
}

/** What is left of a conversation where this command can't delete it. */
export interface RetainedCopy {
  readonly what: string;
  /** Until when it stays, and what can be done. */
  readonly how: string;
  /** To be run as it stands. */
  readonly statement?: string;
}

export function describeCounts({
  messages,
  claims,
}: ConversationCounts): string {
  const count = (number: number, noun: string) =>
    `${number} ${noun}${number === 1 ? "" : "s"}`;
  return `${count(messages, "message")} and ${count(claims, "claim")}`;
}
