import { createHash } from "node:crypto";
import type { Channel } from "../../../shared/channels/channel.ts";
import { parseMessageName } from "./message-name.ts";
import { parse } from "./parse.ts";
import { createPlatform } from "./platform.ts";
import { simulator } from "./simulator.ts";
import { createWebhook } from "./webhook.ts";

/** Shaped like WhatsApp's Cloud API, and written from docs/channels.md alone: it shows that the page is enough. */
export const whatsapp: Channel = {
  name: "whatsapp",
  methods: ["GET", "POST"],
  supportedReceiptTypes: ["DELIVERED", "READ"],
  exampleMessage: "phone-numbers/P/users/U/messages/M",
  forwardedHeaders: ["X-Hub-Signature-256"],
  signatureHeader: "X-Hub-Signature-256",
  parseMessageName,
  // The ids hold the user's number, too, in base64.
  redactedName: ({ message }) =>
    `whatsapp/${createHash("sha256").update(message).digest("hex").slice(0, 16)}`,
  parse,
  createWebhook,
  createPlatform,
  simulator,
};
