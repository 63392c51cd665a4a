import {
  FieldPath,
  type BulkWriterOptions,
  type Firestore,
} from "@google-cloud/firestore";
import type { Conversations } from "../messages/conversation-state.ts";

/** Deletes and counts what Firestore holds of a conversation, in memory that doesn't grow with it. */
export function createFirestoreConversations(
  firestore: Firestore,
  options?: BulkWriterOptions,
): Conversations {
  const messagesOf = (conversation: string) =>
    firestore.collection(`${conversation}/messages`);
  // Claims of messages, those without a document included; `messages~` is where any later collection begins.
  const claimsOf = (conversation: string) =>
    firestore
      .collectionGroup("claims")
      .orderBy(FieldPath.documentId())
      .startAt(`${conversation}/messages/ /claims/agent-read`)
      .endBefore(`${conversation}/messages~/x`);

  return {
    async count(conversation) {
      const [messages, claims] = await Promise.all([
        messagesOf(conversation).count().get(),
        claimsOf(conversation).count().get(),
      ]);
      return {
        messages: messages.data().count,
        claims: claims.data().count,
      };
    },

    async delete(conversation, onProgress = () => undefined) {
      const counts = { messages: 0, claims: 0 };
      const writer = firestore.bulkWriter(options);
      writer.onWriteResult(({ parent }) => {
        if (parent.id === "claims") counts.claims += 1;
        else counts.messages += 1;
        onProgress(counts.messages + counts.claims);
      });
      // Finds what lies below messages that have no document, too; a conversation has none in any case.
      await firestore.recursiveDelete(messagesOf(conversation), writer);
      await writer.close();
      return counts;
    },
  };
}
