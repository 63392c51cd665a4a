/** How many documents there are below a conversation's name, expired ones included. */
export interface ConversationCounts {
  readonly messages: number;
  /** Of agents' reads: one for each message that an agent read. */
  readonly claims: number;
}

/** What is stored of whole conversations: for those who have to forget one. */
export interface Conversations {
  count(conversation: string): Promise<ConversationCounts>;
  /** Deletes all of it, and says how much that was. Nothing there is no error. */
  delete(
    conversation: string,
    onProgress?: (deleted: number) => void,
  ): Promise<ConversationCounts>;
}
