import { randomInt } from "node:crypto";
import type { ChannelUnderTest } from "../../support/channels.ts";
import { now } from "../../../shared/runtime/timestamp.ts";
import { whatsapp } from "./channel.ts";
import { status } from "./statuses.ts";

const AGENT = "106540352242922";

/** What tests know of WhatsApp, its rules written down once more: as a line of the tests' table of channels. */
export const whatsappUnderTest: ChannelUnderTest = {
  channel: whatsapp,
  agent: AGENT,
  newConversation: (agent = String(randomInt(1e12))) =>
    `phone-numbers/${agent}/users/1555${randomInt(1e6, 1e7)}`,
  userEvent: {
    kind: "message",
    payload: inPayload(AGENT, {
      messages: [
        {
          from: "15551234567",
          id: "wamid.Y",
          timestamp: "1700000000",
          type: "text",
          text: { body: "hi" },
        },
      ],
    }),
  },
  payloads({ type, messages, time = now() }) {
    const statuses = messages.map((message) => {
      const [, , , recipient, , id = ""] = message.split("/");
      const seconds = Math.floor(time / 1_000_000);
      return status(id, type.toLowerCase(), recipient, seconds);
    });
    const [, phoneNumberId = ""] = messages[0]?.split("/") ?? [];
    return [inPayload(phoneNumberId, { statuses })];
  },
  signedBytes: (body) => Buffer.from(body),
  readCall(message) {
    const [, phoneNumberId, , , , id] = message.split("/");
    return {
      method: "POST",
      path: `/v21.0/${phoneNumberId}/messages`,
      body: { messaging_product: "whatsapp", status: "read", message_id: id },
    };
  },
};

/** A payload of one change, with such statuses or messages. */
export function inPayload(phoneNumberId: string, value: object): object {
  return {
    object: "whatsapp_business_account",
    entry: [
      {
        id: "102290129340398",
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: {
                display_phone_number: "15550001111",
                phone_number_id: phoneNumberId,
              },
              ...value,
            },
          },
        ],
      },
    ],
  };
}
