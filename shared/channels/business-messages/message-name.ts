import type { MessageName } from "../../channel.ts";
import { isSafeId } from "../../resource-id.ts";

/** Reads `conversations/C/messages/M` (Business Messages, "conversations.messages"). */
export function parseMessageName(name: string): MessageName | undefined {
  const [conversations, c, messages, m, ...rest] = name.split("/");
  if (conversations !== "conversations" || messages !== "messages") return;
  if (c === undefined || m === undefined || rest.length > 0) return;
  if (!isSafeId(c) || !isSafeId(m)) return;
  return { message: name, conversation: `conversations/${c}` };
}
