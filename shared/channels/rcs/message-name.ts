import { createHash } from "node:crypto";
import type { MessageName } from "../channel.ts";
import { isSafeId } from "../../events/resource-id.ts";

/** A phone number as ITU-T E.164 writes it, with a plus sign. */
const PHONE = /^\+[1-9]\d{1,14}$/;

/** An agent's id: visible ASCII, since an unwrapped push makes a header of it. */
const AGENT = /^[!-.0-~]+$/;

/** What identifies a message: the ids of agent and message are unique together with the phone number alone. */
export interface MessageParts {
  readonly agent: string;
  readonly phone: string;
  readonly id: string;
}

export function isAgentId(text: string): boolean {
  return AGENT.test(text) && isSafeId(text) && text.length <= 1024;
}

/** The name that this service gives to a message; undefined if a part of it is not usable. */
export function buildMessageName({
  agent,
  phone,
  id,
}: MessageParts): MessageName | undefined {
  if (!isAgentId(agent) || !PHONE.test(phone) || !isSafeId(id)) return;
  const conversation = `agents/${agent}/phones/${phone}`;
  return { message: `${conversation}/messages/${id}`, conversation };
}

/** The parts of `agents/A/phones/+15551234567/messages/M`. */
export function parseMessageParts(name: string): MessageParts | undefined {
  const [agents, agent, phones, phone, messages, id, ...rest] = name.split("/");
  if (agents !== "agents" || phones !== "phones" || messages !== "messages") {
    return;
  }
  if (agent === undefined || phone === undefined || id === undefined) return;
  return rest.length === 0 ? { agent, phone, id } : undefined;
}

export function parseMessageName(name: string): MessageName | undefined {
  const parts = parseMessageParts(name);
  return parts && buildMessageName(parts);
}

/** A hash of the name: the name itself holds a phone number. Made of the message's id, too, it can't be guessed back. */
export function redactedName({ message }: MessageName): string {
  const hash = createHash("sha256").update(message).digest("hex");
  return `rcs/${hash.slice(0, 16)}`;
}
