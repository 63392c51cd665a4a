import * as z from "zod";
import type { ChannelSimulator } from "../channel.ts";
import { decodePath } from "../google/decode-path.ts";
import { createReceipts, createUserMessage } from "./samples.ts";

const RECEIPT_PATH =
  /^\/v1\/(conversations\/[^/?]+\/messages\/[^/?]+)\/receipt$/;
const UpdateReceipt = z.strictObject({ receiptType: z.literal("READ") });

/** Sends and answers as Google Business Messages did. */
export const simulator: ChannelSimulator = {
  webhookVariables: (key) => ({
    BUSINESS_MESSAGES_WEBHOOK_KEYS: JSON.stringify({ default: [key] }),
  }),
  platformVariables: (url) => ({ BUSINESS_MESSAGES_API_URL: url }),
  createSamples: (options) => [createReceipts(options)],
  createUserMessage,
  /** As `conversations.messages.updateReceipt` does, for any conversation. */
  handleCall({ method, path, body }) {
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
