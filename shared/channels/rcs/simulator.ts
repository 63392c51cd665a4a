import * as z from "zod";
import type { ChannelSimulator } from "../channel.ts";
import { decodePath } from "../google/decode-path.ts";
import { buildMessageName } from "./message-name.ts";
import { createEvents, createUserMessage } from "./samples.ts";

const EVENTS_PATH = /^\/v1\/phones\/([^/?]+)\/agentEvents\?(.*)$/;
const Query = z.strictObject({ eventId: z.uuid(), agentId: z.string() });
const AgentEvent = z.strictObject({
  eventType: z.literal("READ"),
  messageId: z.string().min(1),
});

/** Sends and answers as RCS for Business does. */
export const simulator: ChannelSimulator = {
  webhookVariables: (key) => ({
    RCS_WEBHOOK_KEYS: JSON.stringify({ default: [key] }),
  }),
  platformVariables: (url) => ({ RCS_API_URL: url }),
  createSamples: createEvents,
  createUserMessage,
  /** As `phones.agentEvents.create` does, for any phone. */
  handleCall({ method, path, body }) {
    const [, encodedPhone = "", query] = EVENTS_PATH.exec(path) ?? [];
    if (method !== "POST" || query === undefined) return undefined;
    const fields = Object.fromEntries(new URLSearchParams(query));
    const asked = Query.safeParse(fields);
    const event = AgentEvent.safeParse(body);
    const phone = decodePath(encodedPhone);
    const name =
      asked.success && event.success && phone !== undefined
        ? buildMessageName({
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
