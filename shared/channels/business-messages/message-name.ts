import type { MessageName } from "../channel.ts";
import { isSafeId } from "../../events/resource-id.ts";

const NAME = /^(conversations\/([^/]+))\/messages\/([^/]+)$/;

/** Reads `conversations/C/messages/M` (Business Messages, "conversations.messages"). */
export function parseMessageName(name: string): MessageName | undefined {
  const [message, conversation, c, m] = NAME.exec(name) ?? [];
  if (message === undefined || conversation === undefined) return;
  if (c === undefined || m === undefined) return;
  return isSafeId(c) && isSafeId(m) ? { message, conversation } : undefined;
}
