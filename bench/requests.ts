import { randomUUID } from "node:crypto";
import type { ReceiptEvent } from "../shared/events/receipt-event.ts";
import type { SampleOptions } from "../shared/channels/channel.ts";
import { businessMessages } from "../shared/channels/business-messages/channel.ts";
import { formatTimestamp, now } from "../shared/runtime/timestamp.ts";
import { KEY, PROJECT, TOPICS } from "./subjects.ts";

/** A POST. */
export interface Post {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A signed payload with as many receipts in it. */
export function webhookPost(receipts: number): Post {
  return signedPost({ messages: undefined, count: receipts, key: KEY });
}

/** A signed payload with a receipt of each message in it. */
export function webhookPostOf(messages: readonly string[], key: string): Post {
  return signedPost({ messages, count: messages.length, key });
}

function signedPost(
  options: Pick<SampleOptions, "messages" | "count" | "key">,
): Post {
  const [sample] = businessMessages.simulator.createSamples({
    ...options,
    receiptType: "READ",
    agent: undefined,
    time: now(),
  });
  if (!sample) throw new Error("The channel made no sample.");
  const path = `/webhook/${businessMessages.name}`;
  return { path, headers: sample.headers, body: sample.body };
}

/** Pub/Sub's push of a receipt of a message that nobody knows yet. */
export function receiptPush(): Post {
  const message = `conversations/${randomUUID()}/messages/${randomUUID()}`;
  return push(TOPICS.receipts, receiptOf(message, formatTimestamp(now())));
}

/** The event that a message was read, and that this was reported at once. */
export function receiptOf(message: string, time: string): ReceiptEvent {
  return {
    channel: businessMessages.name,
    conversation: message.replace(/\/messages\/.*/, ""),
    message,
    receiptType: "READ",
    time,
    timeSource: "RECEIPT",
    arrivalTime: time,
  };
}

/** Pub/Sub's push of an agent's read of a message that nobody knows yet. */
export function agentReadPush(): Post {
  const message = `conversations/${randomUUID()}/messages/${randomUUID()}`;
  return push(TOPICS.agentReads, { message });
}

/** The topic in the path is what the framework makes a CloudEvent's source of. */
function push(topic: string, event: object): Post {
  const message = {
    data: Buffer.from(JSON.stringify(event)).toString("base64"),
    attributes: {},
    messageId: randomUUID(),
    publishTime: formatTimestamp(now()),
  };
  const subscription = `projects/${PROJECT}/subscriptions/bench`;
  return {
    path: `/${topic}`,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message, subscription }),
  };
}
