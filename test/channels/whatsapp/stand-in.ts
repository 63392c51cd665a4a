import { randomUUID } from "node:crypto";
import * as z from "zod";
import type {
  ChannelStandIn,
  PlatformAnswer,
  PlatformCall,
  Sample,
  SampleOptions,
} from "../../../shared/channel.ts";
import { partsOf } from "./message-name.ts";
import { createPayload } from "./payload.ts";
import { sign } from "./signature.ts";

const STATUSES: Partial<Record<string, string>> = {
  DELIVERED: "delivered",
  READ: "read",
};

export const standIn: ChannelStandIn = {
  webhookVariables: (key) => ({
    WHATSAPP_APP_SECRET: key,
    WHATSAPP_VERIFY_TOKEN: key,
  }),
  platformVariables: (url) => ({
    WHATSAPP_API_URL: url,
    WHATSAPP_ACCESS_TOKEN: "token-of-the-stand-in",
    WHATSAPP_API_TIMEOUT_MS: "2000",
  }),
  createSamples,
  answer,
};

/** One request with one status a message. */
function createSamples(options: SampleOptions): Sample[] {
  const { agent = "106540352242922", key, time } = options;
  const status = STATUSES[options.receiptType];
  if (status === undefined) return [];
  const messages =
    options.messages ??
    Array.from(
      { length: options.count },
      () =>
        `phone-numbers/${agent}/users/15551234567/messages/wamid.${randomUUID()}`,
    );
  const names = messages.flatMap((message) => partsOf(message) ?? []);
  const statuses = names.map(({ id, user }) => ({
    id,
    status,
    timestamp: String(Math.floor(time / 1_000_000)),
    recipient_id: user,
  }));
  const phoneNumberId = names[0]?.phoneNumberId ?? agent;
  const body = JSON.stringify(createPayload(phoneNumberId, statuses));
  const headers = {
    "Content-Type": "application/json",
    "X-Hub-Signature-256": sign(body, key),
  };
  return [{ messages, headers, body }];
}

const ReadCall = z.object({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: z.string(),
});

function answer({
  method,
  path,
  body,
}: PlatformCall): PlatformAnswer | undefined {
  const isMessages = /^\/v\d+\.\d+\/\d+\/messages$/.test(path);
  if (method !== "POST" || !isMessages) return undefined;
  return ReadCall.safeParse(body).success
    ? { status: 200, body: { success: true } }
    : { status: 400, body: { error: { code: 100 } } };
}
