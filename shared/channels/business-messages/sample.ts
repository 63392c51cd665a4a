import { randomUUID } from "node:crypto";
import type { Sample, SampleOptions } from "../../channel.ts";
import { formatTimestamp } from "../../timestamp.ts";
import { parseMessageName } from "./message-name.ts";
import { sign } from "./signature.ts";

/** A signed `UserMessage` with receipts in it (Business Messages, "Receive receipts"). */
export function createSample(options: SampleOptions): Sample {
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
      "X-Goog-Signature": sign(Buffer.from(body), key),
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
