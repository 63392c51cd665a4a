import type { Firestore } from "@google-cloud/firestore";
import type { MessageWriter } from "../../../functions/store-receipt/handler.ts";
import type { MessageDocument } from "../../../shared/messages/message-document.ts";

/** The baseline writer: reads the message's document and writes it anew, in a transaction for each receipt. */
export function createTransactionPerReceipt(
  firestore: Firestore,
): MessageWriter {
  return {
    async write({ message, fields, minimum, maximum }) {
      const reference = firestore.doc(message);
      await firestore.runTransaction(async (transaction) => {
        const snapshot = await transaction.get(reference);
        const state: MessageDocument = snapshot.data() ?? {};
        const { deliveredTime, readTime } = minimum;
        const isKnown =
          isKnownBy(state.deliveredTime, deliveredTime) &&
          isKnownBy(state.readTime, readTime);
        if (isKnown) return;
        const rank = Math.max(state.rank ?? 0, maximum.rank ?? 0);
        transaction.set(reference, { ...state, ...fields, ...minimum, rank });
      });
    },
  };
}

function isKnownBy(stored: number | undefined, time: number | undefined) {
  return time === undefined || (stored !== undefined && stored <= time);
}
