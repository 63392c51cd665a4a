import { createHmac, randomInt, randomUUID } from "node:crypto";
import { expect } from "@jest/globals";
import type { Channel } from "../../shared/channel.ts";
import { businessMessages as businessMessagesChannel } from "../../shared/channels/business-messages/channel.ts";
import { rcs as rcsChannel } from "../../shared/channels/rcs/channel.ts";
import type { ReceiptType } from "../../shared/receipt-event.ts";
import { formatTimestamp, now, type Micros } from "../../shared/timestamp.ts";
import { businessMessages, inEnvelope, rcs } from "./fixtures.ts";

export interface ReceiptsOptions {
  readonly type: ReceiptType;
  /** Full names, of one conversation. */
  readonly messages: readonly string[];
  readonly time?: Micros;
}

/**
 * A channel, and what tests have to know of its platform: its rules written down once more, since they must not
 * be the code's own.
 */
export interface ChannelUnderTest {
  readonly channel: Channel;
  /** The agent of the documented payloads. */
  readonly agent: string;
  readonly otherAgent: string;
  /** A documented receipt, as if of this agent. */
  readonly receiptOf: (agent: unknown) => object;
  /** The variable that holds the webhook's keys. */
  readonly keysVariable: string;
  /** What the variables of the platform's API begin with. */
  readonly apiVariables: string;
  readonly newConversation: () => string;
  /** A documented payload that is no receipt, and its kind. */
  readonly userEvent: { readonly payload: object; readonly kind: string };
  /** Payloads that report receipts; as many as the platform needs for them. */
  readonly payloads: (options: ReceiptsOptions) => object[];
  /** What a payload's signature is over. */
  readonly signedBytes: (body: string) => Buffer;
  /** The call that tells the platform that a user's message was read. */
  readonly readCall: (message: string) => {
    method: string;
    path: unknown;
    body: unknown;
  };
}

/** One line a channel: every suite that is not about one channel runs over these. */
export const CHANNELS: readonly ChannelUnderTest[] = [
  {
    channel: businessMessagesChannel,
    agent: String(businessMessages("delivered").agent),
    otherAgent: "brands/own-brand/agents/own-agent",
    receiptOf: (agent) => ({ ...businessMessages("delivered"), agent }),
    keysVariable: "WEBHOOK_KEYS",
    apiVariables: "BUSINESS_MESSAGES_",
    newConversation: () => `conversations/${randomUUID()}`,
    userEvent: { payload: businessMessages("message"), kind: "message" },
    payloads({ type, messages, time = now() }) {
      const [, conversationId] = messages[0]?.split("/") ?? [];
      const receipts = messages.map((message) => ({
        message,
        receiptType: type,
      }));
      return [
        {
          ...businessMessages("delivered"),
          conversationId,
          receipts: { receipts, createTime: formatTimestamp(time) },
        },
      ];
    },
    signedBytes: (body) => Buffer.from(body),
    readCall: (message) => ({
      method: "PATCH",
      path: `/v1/${message}/receipt`,
      body: { receiptType: "READ" },
    }),
  },
  {
    channel: rcsChannel,
    agent: String(rcs("delivered").agentId),
    otherAgent: "own-agent",
    receiptOf: (agentId) => inEnvelope({ ...rcs("delivered"), agentId }),
    keysVariable: "RCS_WEBHOOK_KEYS",
    apiVariables: "RCS_",
    newConversation: () =>
      `agents/growing-tree-bank/phones/+1555${randomInt(1_000_000, 9_999_999)}`,
    userEvent: { payload: inEnvelope(rcs("message")), kind: "message" },
    payloads: ({ type, messages, time = now() }) =>
      messages.map((message) => {
        const [, agentId, , phone, , messageId] = message.split("/");
        const sendTime = formatTimestamp(time);
        const common = { agentId, messageId, sendTime };
        return inEnvelope(
          type === "DELIVERED" || type === "READ"
            ? {
                ...rcs("delivered"),
                ...common,
                eventType: type,
                eventId: randomUUID(),
                senderPhoneNumber: phone,
              }
            : {
                ...rcs(type === "EXPIRED" ? "revoked" : "revoke-failed"),
                ...common,
                eventId: randomUUID(),
                phoneNumber: phone,
              },
        );
      }),
    signedBytes(body) {
      const { message } = JSON.parse(body) as { message: { data: string } };
      return Buffer.from(message.data, "base64");
    },
    readCall(message) {
      const [, agent = "", , phone = "", , messageId] = message.split("/");
      const path = `/v1/phones/${encodeURIComponent(phone)}/agentEvents`;
      const isAsked = new RegExp(
        `^${path}\\?eventId=[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}&agentId=${agent}$`,
      );
      return {
        method: "POST",
        path: expect.stringMatching(isAsked),
        body: { eventType: "READ", messageId },
      };
    },
  },
];

/** For `describe.each` and `it.each`: the channel's name, and the channel. */
export const EACH_CHANNEL = CHANNELS.map(
  (each) => [each.channel.name, each] as const,
);

/** One channel of the table, for what is its alone. */
export function underTest(name: string): ChannelUnderTest {
  const found = CHANNELS.find(({ channel }) => channel.name === name);
  if (!found) throw new RangeError(`There is no channel ${name}.`);
  return found;
}

/** The headers that a platform of Google's sends with a body: signed by its rule, written down once more. */
export function headersFor(
  { signedBytes }: ChannelUnderTest,
  body: string,
  key: string,
): Record<string, string> {
  const hmac = createHmac("sha512", key).update(signedBytes(body));
  return {
    "Content-Type": "application/json",
    "X-Goog-Signature": hmac.digest("base64"),
  };
}
