import type { MessageName } from "../../../shared/channels/channel.ts";
import { isSafeId } from "../../../shared/events/resource-id.ts";

/** Digits alone, as WhatsApp writes phone numbers and their ids. */
export const DIGITS = /^[0-9]{1,20}$/;

/** The parts of `phone-numbers/ID/users/NUMBER/messages/WAMID`. */
export interface MessageParts {
  readonly phoneNumberId: string;
  readonly user: string;
  readonly id: string;
}

export function partsOf(name: string): MessageParts | undefined {
  const [first, phoneNumberId = "", second, user = "", third, id = "", more] =
    name.split("/");
  const isName =
    first === "phone-numbers" &&
    DIGITS.test(phoneNumberId) &&
    second === "users" &&
    DIGITS.test(user) &&
    third === "messages" &&
    isSafeId(id) &&
    more === undefined;
  return isName ? { phoneNumberId, user, id } : undefined;
}

export function parseMessageName(message: string): MessageName | undefined {
  const parts = partsOf(message);
  if (!parts) return undefined;
  const { phoneNumberId, user } = parts;
  return {
    message,
    conversation: `phone-numbers/${phoneNumberId}/users/${user}`,
  };
}
