import {
  deriveState,
  type MessageState,
} from "../shared/messages/message-state.ts";
import { now, type Micros } from "../shared/runtime/timestamp.ts";
import type { Store } from "./store.ts";

/** Reads a message's state; nothing if there is none, or it is too old to be shown. */
export type ReadState = (
  message: string,
) => Promise<MessageState | null | undefined>;

export function createReadState(
  store: Store,
  retentionMicros: Micros,
): ReadState {
  return async (message) => {
    const document = await store.read(message);
    return document && deriveState(message, document, now(), retentionMicros);
  };
}
