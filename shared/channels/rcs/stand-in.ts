import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { ChannelStandIn, Sample, SampleOptions } from "../../channel.ts";
import { decodePath } from "../../google-messaging/decode-path.ts";
import { sign, SIGNATURE_HEADER } from "../../google-messaging/signature.ts";
import { formatTimestamp } from "../../timestamp.ts";
import { RECEIPT_TYPES } from "./event.ts";
import { nameOf, partsOf } from "./message-name.ts";

const EVENTS_PATH = /^\/v1\/phones\/([^/?]+)\/agentEvents\?(.*)$/;
const Query = z.strictObject({ eventId: z.uuid(), agentId: z.string() });
const AgentEvent = z.strictObject({
  eventType: z.literal("READ"),
  messageId: z.string().min(1),
});
const SAMPLE_PHONE = "+15551234567"; // 555: belongs to nobody

/** Sends and answers as RCS for Business does. */
export const standIn: ChannelStandIn = {
  webhookVariables: (key) => ({
    RCS_WEBHOOK_KEYS: JSON.stringify({ default: [key] }),
  }),
  platformVariables: (url) => ({ RCS_API_URL: url }),
  createSamples(options) {
    const { count, agent = "sample-agent" } = options;
    const conversation = `agents/${agent}/phones/${SAMPLE_PHONE}`;
    const messages =
      options.messages ??
      Array.from(
        { length: count },
        () => `${conversation}/messages/${randomUUID()}`,
      );
    return messages.map((message) => createSample(message, options));
  },
  /** As `phones.agentEvents.create` does, for any phone. */
  answer({ method, path, body }) {
    const [, encodedPhone = "", query] = EVENTS_PATH.exec(path) ?? [];
    if (method !== "POST" || query === undefined) return undefined;
    const fields = Object.fromEntries(new URLSearchParams(query));
    const asked = Query.safeParse(fields);
    const event = AgentEvent.safeParse(body);
    const phone = decodePath(encodedPhone);
    const name =
      asked.success && event.success && phone !== undefined
        ? nameOf({
            agent: asked.data.agentId,
            phone,
            id: event.data.messageId,
          })
        : undefined;
    if (!asked.success || !event.success || !name) {
      return { status: 400, body: {} };
    }
    const answer = {
      name: `phones/${phone}/agentEvents/${asked.data.eventId}`,
      ...event.data,
    };
    return { status: 200, body: answer, message: name.message };
  },
};

/** A signed event in its envelope (RCS for Business, "Events"): each comes alone. */
function createSample(message: string, options: SampleOptions): Sample {
  const { receiptType, key, time } = options;
  const { agent, phone, id } = partsOf(message) ?? {};
  const [eventType] =
    [...RECEIPT_TYPES].find(([, type]) => type === receiptType) ?? [];
  const isUsers = receiptType === "DELIVERED" || receiptType === "READ";
  const data = Buffer.from(
    JSON.stringify({
      [isUsers ? "senderPhoneNumber" : "phoneNumber"]: phone,
      eventType,
      eventId: randomUUID(),
      messageId: id,
      sendTime: formatTimestamp(time),
      agentId: agent,
    }),
  );
  const envelope = {
    message: {
      data: data.toString("base64"),
      attributes: { type: "event" },
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
