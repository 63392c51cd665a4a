import { randomUUID } from "node:crypto";
import * as z from "zod";
import type {
  ChannelSimulator,
  PlatformResponse,
  PlatformCall,
  Sample,
  SampleOptions,
  UserMessageOptions,
} from "../../../shared/channels/channel.ts";
import type { Micros } from "../../../shared/runtime/timestamp.ts";
import { partsOf } from "./message-name.ts";
import { createPayload } from "./payload.ts";
import { sign } from "./signature.ts";

const SAMPLE_AGENT = "106540352242922";
const STATUSES: Partial<Record<string, string>> = {
  DELIVERED: "delivered",
  READ: "read",
};

export const simulator: ChannelSimulator = {
  webhookVariables: (key) => ({
    WHATSAPP_APP_SECRET: key,
    WHATSAPP_VERIFY_TOKEN: key,
  }),
  platformVariables: (url) => ({
    WHATSAPP_API_URL: url,
    WHATSAPP_ACCESS_TOKEN: "token-of-the-simulator",
    WHATSAPP_API_TIMEOUT_MS: "2000",
  }),
  createSamples,
  createUserMessage,
  handleCall,
};

/** One request with one status a message. */
function createSamples(options: SampleOptions): Sample[] {
  const status = STATUSES[options.receiptType];
  if (status === undefined) return [];
  const messages = options.messages ?? makeUp(options.count, options.agent);
  const names = messages.flatMap((message) => partsOf(message) ?? []);
  const statuses = names.map(({ id, user }) => ({
    id,
    status,
    timestamp: toSeconds(options.time),
    recipient_id: user,
  }));
  return [createSample(messages, { statuses }, options)];
}

function createUserMessage(options: UserMessageOptions): Sample {
  const names = makeUp(1, options.agent);
  const { id, user } = partsOf(names[0] ?? "") ?? {};
  const text = { body: "A sample of what a user writes." };
  const message = { from: user, id, timestamp: toSeconds(options.time), text };
  return createSample(names, { messages: [message] }, options);
}

function createSample(
  messages: readonly string[],
  content: Parameters<typeof createPayload>[1],
  { agent = SAMPLE_AGENT, key }: UserMessageOptions,
): Sample {
  const { phoneNumberId = agent } = partsOf(messages[0] ?? "") ?? {};
  const body = JSON.stringify(createPayload(phoneNumberId, content));
  const headers = {
    "Content-Type": "application/json",
    "X-Hub-Signature-256": sign(body, key),
  };
  return { messages, headers, body };
}

function makeUp(count: number, agent = SAMPLE_AGENT): string[] {
  const conversation = `phone-numbers/${agent}/users/15551234567`;
  return Array.from(
    { length: count },
    () => `${conversation}/messages/wamid.${randomUUID()}`,
  );
}

const toSeconds = (time: Micros) => String(Math.floor(time / 1_000_000));

const ReadCall = z.object({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: z.string(),
});

function handleCall({
  method,
  path,
  body,
}: PlatformCall): PlatformResponse | undefined {
  const isMessages = /^\/v\d+\.\d+\/\d+\/messages$/.test(path);
  if (method !== "POST" || !isMessages) return undefined;
  return ReadCall.safeParse(body).success
    ? { status: 200, body: { success: true } }
    : { status: 400, body: { error: { code: 100 } } };
}
