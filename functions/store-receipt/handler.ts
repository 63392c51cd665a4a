import type { HttpFunction } from "@google-cloud/functions-framework";
import { findMessage } from "../../shared/channels/channels.ts";
import { withDeadline } from "../../shared/runtime/deadline.ts";
import { UnusableEventError } from "../../shared/runtime/errors.ts";
import type { Log } from "../../shared/runtime/log.ts";
import {
  toReceiptWrite,
  type ReceiptWrite,
} from "../../shared/messages/message-document.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import { createPushFunction } from "../../shared/pubsub/push-function.ts";
import { ReceiptEvent } from "../../shared/events/receipt-event.ts";

export const NAME = "storeReceipt";

/** Where messages' documents are written: Firestore, or the local stack's memory. */
export interface MessageWriter {
  /** Resolves when the write is safe. Throws UnusableEventError if it can never be made. */
  write(write: ReceiptWrite): Promise<void>;
}

export interface Dependencies {
  readonly messages: MessageWriter;
  readonly publisher: Publisher;
  readonly deadLettersTopic: string;
  readonly firestoreTimeoutMs: number;
  readonly log: Log;
}

/** Writes each receipt into its message's document: one operation, whatever the order and however often. */
export function createStoreReceipt(dependencies: Dependencies): HttpFunction {
  const { messages, firestoreTimeoutMs, log } = dependencies;
  return createPushFunction({
    ...dependencies,
    name: NAME,
    schema: ReceiptEvent,
    handle: async (event, { messageId }) => {
      const found = findMessage(event.message);
      if (!found || found.channel.name !== event.channel) {
        throw new UnusableEventError(
          "Invalid message name for the event's channel.",
        );
      }
      if (found.conversation !== event.conversation) {
        throw new UnusableEventError(
          "The event's message belongs to another conversation than the event.",
        );
      }
      const written = messages.write(toReceiptWrite(event));
      await withDeadline(written, firestoreTimeoutMs, "Writing to the store");
      log("INFO", "Receipt stored", {
        function: NAME,
        messageId,
        channel: event.channel,
        messageName: found.channel.redactedName(found),
        receiptType: event.receiptType,
      });
    },
  });
}
