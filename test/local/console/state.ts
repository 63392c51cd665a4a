import {
  deriveState,
  type MessageState,
} from "../../../shared/messages/message-state.ts";

/** A message that was delivered, with something changed. */
export function stateOf(
  message: string,
  changes: Partial<MessageState> = {},
): MessageState {
  const document = { rank: 2, deliveredTime: 1_000_000, updateTime: 1 };
  const state = deriveState(message, document, 2, 10);
  if (!state) throw new Error("It is too old.");
  return { ...state, ...changes };
}
