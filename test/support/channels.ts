import { createHmac, randomInt, randomUUID } from "node:crypto";
import type { Channel } from "../../shared/channels/channel.ts";
import { businessMessages as businessMessagesChannel } from "../../shared/channels/business-messages/channel.ts";
import { rcs as rcsChannel } from "../../shared/channels/rcs/channel.ts";
import type { ReceiptType } from "../../shared/events/receipt-event.ts";
import {
  formatTimestamp,
  now,
  type Micros,
} from "../../shared/runtime/timestamp.ts";
import { businessMessagesRules } from "./channel-rules/business-messages.ts";
import { rcsRules } from "./channel-rules/rcs.ts";
import type { ChannelRules } from "./channel-rules/rules.ts";
import { businessMessages, inEnvelope, rcs } from "./fixtures.ts";
import { literally, matching } from "./matching.ts";
import { BUSINESS_MESSAGES_WEBHOOK_KEYS, RCS_WEBHOOK_KEYS } from "./secrets.ts";

export interface ReceiptsOptions {
  readonly type: ReceiptType;
  /** Full names, of one conversation. */
  readonly messages: readonly string[];
  readonly time?: Micros;
  /** Where the messages' names don't say whose they are. */
  readonly agent?: string;
}

/**
 * A channel, and what tests have to know of its platform: its rules written down once more, since they must not
 * be the code's own.
 */
export interface ChannelUnderTest {
  readonly channel: Channel;
  /** The agent of the documented payloads. */
  readonly agent: string;
  /** Of the documented agent, or of another one. */
  readonly newConversation: (agent?: string) => string;
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

/** A channel of the service, and all that fuzzers and fault suites have to know of it. */
export interface ServedChannel extends ChannelUnderTest {
  /** Keys for everybody, the newer and the older one, and one that only `otherAgent` has. */
  readonly keys: Readonly<Record<"current" | "previous" | "own", string>>;
  readonly rules: ChannelRules;
}

/** One line a channel: every suite that is not about one channel runs over these. */
export const CHANNELS: readonly ServedChannel[] = [
  {
    channel: businessMessagesChannel,
    agent: String(businessMessages("delivered").agent),
    newConversation: () => `conversations/${randomUUID()}`,
    userEvent: { payload: businessMessages("message"), kind: "message" },
    payloads({ type, messages, time = now(), agent }) {
      const [, conversationId] = messages[0]?.split("/") ?? [];
      const receipts = messages.map((message) => ({
        message,
        receiptType: type,
      }));
      return [
        {
          ...businessMessages("delivered"),
          ...(agent !== undefined && { agent }),
          conversationId,
          receipts: { receipts, createTime: formatTimestamp(time) },
        },
      ];
    },
    signedBytes: (body) => Buffer.from(body),
    keys: BUSINESS_MESSAGES_WEBHOOK_KEYS,
    rules: businessMessagesRules,
    readCall: (message) => ({
      method: "PATCH",
      path: `/v1/${message.split("/").map(encodeURIComponent).join("/")}/receipt`,
      body: { receiptType: "READ" },
    }),
  },
  {
    channel: rcsChannel,
    agent: String(rcs("delivered").agentId),
    newConversation: (agent = "growing-tree-bank") =>
      `agents/${agent}/phones/+1555${randomInt(1_000_000, 9_999_999)}`,
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
    signedBytes: (body) =>
      rcsRules.signedPart(Buffer.from(body)) ?? Buffer.alloc(0),
    keys: RCS_WEBHOOK_KEYS,
    rules: rcsRules,
    readCall(message) {
      const [, agent = "", , phone = "", , messageId] = message.split("/");
      const path = `/v1/phones/${encodeURIComponent(phone)}/agentEvents`;
      const uuid =
        "[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
      const ofAgent = new URLSearchParams({ agentId: agent }).toString();
      return {
        method: "POST",
        path: matching(
          new RegExp(
            `^${literally(path)}\\?eventId=${uuid}&${literally(ofAgent)}$`,
          ),
        ),
        body: { eventType: "READ", messageId },
      };
    },
  },
];

/** For `describe.each` and `it.each`: the channel's name, and the channel. */
export const EACH_CHANNEL = CHANNELS.map(
  (each) => [each.channel.name, each] as const,
);

/** The channel that a message's name is of. */
export function channelOf(message: string): ServedChannel | undefined {
  return CHANNELS.find(({ rules }) => rules.namePattern.test(message));
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
