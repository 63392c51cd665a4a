import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { ChannelStandIn, Sample, SampleOptions } from "../../channel.ts";
import { decodePath } from "../../google-messaging/decode-path.ts";
import { sign, SIGNATURE_HEADER } from "../../google-messaging/signature.ts";
import { formatTimestamp } from "../../timestamp.ts";
import { parseMessageName } from "./message-name.ts";

const RECEIPT_PATH =
  /^\/v1\/(conversations\/[^/?]+\/messages\/[^/?]+)\/receipt$/;
const UpdateReceipt = z.strictObject({ receiptType: z.literal("READ") });

/** Sends and answers as Google Business Messages did. */
export const standIn: ChannelStandIn = {
  webhookVariables: (key) => ({
    WEBHOOK_KEYS: JSON.stringify({ default: [key] }),
  }),
  platformVariables: (url) => ({ BUSINESS_MESSAGES_API_URL: url }),
  createSamples: (options) => [createSample(options)],
  /** As `conversations.messages.updateReceipt` does, for any conversation. */
  answer({ method, path, body }) {
    const [, name] = RECEIPT_PATH.exec(path) ?? [];
    if (method !== "PATCH" || name === undefined) return undefined;
    const message = decodePath(name);
    if (message === undefined || !UpdateReceipt.safeParse(body).success) {
      return { status: 400, body: {} };
    }
    const answer = { name: `${message}/receipt`, receiptType: "READ" };
    return { status: 200, body: answer, message };
  },
};

/** A signed `UserMessage` with receipts in it (Business Messages, "Receive receipts"). */
function createSample(options: SampleOptions): Sample {
  const { receiptType, agent, key, time } = options;
  const messages = options.messages ?? makeUp(options.count);
  const conversation = parseMessageName(messages[0] ?? "")?.conversation;
  const body = JSON.stringify({
    agent: agent ?? "brands/sample-brand/agents/sample-agent",
    conversationId: conversation?.split("/")[1],
    customAgentId: "sample",
    receipts: {
      receipts: messages.map((message) => ({ message, receiptType })),
      createTime: formatTimestamp(time),
    },
    sendTime: formatTimestamp(time),
  });
  return {
    messages,
    headers: {
      "Content-Type": "application/json",
      [SIGNATURE_HEADER]: sign(Buffer.from(body), key),
    },
    body,
  };
}

function makeUp(count: number): string[] {
  const conversation = `conversations/${randomUUID()}`;
  return Array.from(
    { length: count },
    () => `${conversation}/messages/${randomUUID()}`,
  );
}
