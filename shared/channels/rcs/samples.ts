import { randomUUID } from "node:crypto";
import type { Sample, SampleOptions, UserMessageOptions } from "../channel.ts";
import { sign, SIGNATURE_HEADER } from "../google/signature.ts";
import { formatTimestamp } from "../../runtime/timestamp.ts";
import { RECEIPT_TYPES } from "./event.ts";
import { parseMessageParts } from "./message-name.ts";

const SAMPLE_PHONE = "+15551234567"; // 555: belongs to nobody

/** Signed events (RCS for Business, "Events"): each comes alone. */
export function createEvents(options: SampleOptions): Sample[] {
  const { receiptType } = options;
  const messages = options.messages ?? makeUp(options.count, options.agent);
  const [eventType] =
    [...RECEIPT_TYPES].find(([, type]) => type === receiptType) ?? [];
  const isUsers = receiptType === "DELIVERED" || receiptType === "READ";
  return messages.map((message) => {
    const { phone } = parseMessageParts(message) ?? {};
    const event = {
      [isUsers ? "senderPhoneNumber" : "phoneNumber"]: phone,
      eventType,
      eventId: randomUUID(),
    };
    return createSample(message, "event", event, options);
  });
}

/** A signed text (RCS for Business, "Receive messages"). */
export function createUserMessage(options: UserMessageOptions): Sample {
  const [message = ""] = makeUp(1, options.agent);
  const content = {
    senderPhoneNumber: SAMPLE_PHONE,
    text: "A sample of what a user writes.",
  };
  return createSample(message, "message", content, options);
}

function createSample(
  message: string,
  type: "event" | "message",
  content: object,
  { key, time }: UserMessageOptions,
): Sample {
  const { agent, id } = parseMessageParts(message) ?? {};
  const data = Buffer.from(
    JSON.stringify({
      messageId: id,
      sendTime: formatTimestamp(time),
      agentId: agent,
      ...content,
    }),
  );
  const envelope = {
    message: {
      data: data.toString("base64"),
      attributes: { type },
      messageId: randomUUID(),
      publishTime: formatTimestamp(time),
    },
    subscription: "projects/rcs-business-messaging/subscriptions/sample",
  };
  return {
    messages: [message],
    headers: {
      "Content-Type": "application/json",
      [SIGNATURE_HEADER]: sign(data, key),
    },
    body: JSON.stringify(envelope),
  };
}

function makeUp(count: number, agent = "sample-agent"): string[] {
  const conversation = `agents/${agent}/phones/${SAMPLE_PHONE}`;
  return Array.from(
    { length: count },
    () => `${conversation}/messages/${randomUUID()}`,
  );
}
