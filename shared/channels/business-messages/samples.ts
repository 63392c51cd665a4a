import { randomUUID } from "node:crypto";
import type { Sample, SampleOptions, UserMessageOptions } from "../channel.ts";
import { sign, SIGNATURE_HEADER } from "../google/signature.ts";
import { formatTimestamp } from "../../runtime/timestamp.ts";
import { parseMessageName } from "./message-name.ts";

/** A signed `UserMessage` with receipts in it (Business Messages, "Receive receipts"). */
export function createReceipts(options: SampleOptions): Sample {
  const { receiptType, time } = options;
  const messages = options.messages ?? makeUp(options.count);
  const receipts = {
    receipts: messages.map((message) => ({ message, receiptType })),
    createTime: formatTimestamp(time),
  };
  return createSample(messages, { receipts }, options);
}

/** A signed `UserMessage` with a text in it (Business Messages, "Receive messages"). */
export function createUserMessage(options: UserMessageOptions): Sample {
  const [name = ""] = makeUp(1);
  const message = {
    messageId: name.split("/").at(-1),
    name,
    text: "A sample of what a user writes.",
    createTime: formatTimestamp(options.time),
  };
  return createSample([name], { message }, options);
}

function createSample(
  messages: readonly string[],
  content: object,
  { agent, key, time }: UserMessageOptions,
): Sample {
  const conversation = parseMessageName(messages[0] ?? "")?.conversation;
  const body = JSON.stringify({
    agent: agent ?? "brands/sample-brand/agents/sample-agent",
    conversationId: conversation?.split("/")[1],
    customAgentId: "sample",
    ...content,
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
