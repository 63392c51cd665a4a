import * as z from "zod";
import type {
  Channel,
  MarkReadResult,
} from "../../../shared/channels/channel.ts";
import { parseConfiguration } from "../../../shared/runtime/configuration.ts";
import {
  NeedsOperatorError,
  RetryAfterError,
} from "../../../shared/runtime/errors.ts";
import { parseJson } from "../../../shared/runtime/json.ts";
import { partsOf } from "./message-name.ts";

const Variables = z.object({
  WHATSAPP_ACCESS_TOKEN: z.string(),
  WHATSAPP_API_URL: z.url().default("https://graph.facebook.com"),
  WHATSAPP_API_TIMEOUT_MS: z.coerce.number().positive().default(10_000),
});

const Answer = z.object({ success: z.literal(true) });
const SHOWN_AS = "POST messages";

/** Tells that a user's message was read. Reading it again changes nothing. */
export const createPlatform: Channel["createPlatform"] = (environment) => {
  const variables = parseConfiguration(Variables, environment);
  const baseUrl = variables.WHATSAPP_API_URL.replace(/\/+$/, "");
  return {
    async markRead({ message }) {
      const { phoneNumberId, id } = partsOf(message) ?? {};
      const response = await fetch(
        `${baseUrl}/v21.0/${phoneNumberId}/messages`,
        {
          method: "POST",
          headers: {
            Authorization: `Bearer ${variables.WHATSAPP_ACCESS_TOKEN}`,
            "Content-Type": "application/json",
          },
          body: JSON.stringify({
            messaging_product: "whatsapp",
            status: "read",
            message_id: id,
          }),
          redirect: "manual",
          signal: AbortSignal.timeout(variables.WHATSAPP_API_TIMEOUT_MS),
        },
      );
      return judge(response);
    },
  };
};

async function judge(response: Response): Promise<MarkReadResult> {
  const { status, headers } = response;
  const text = await response.text();
  const sentence = `${SHOWN_AS} was answered ${status}.`;
  if (response.ok) {
    if (Answer.safeParse(parseJson(text)).success) return { outcome: "SENT" };
    throw new Error(
      `${SHOWN_AS} was answered ${status}, but not with success.`,
    );
  }
  if (status === 401) throw new NeedsOperatorError(sentence);
  if (status === 429) {
    const seconds = Number(headers.get("Retry-After") ?? 60);
    throw new RetryAfterError(sentence, (seconds || 60) * 1000);
  }
  if (status >= 400 && status < 500 && status !== 408) {
    const reason = `The platform answered ${status} to ${SHOWN_AS}.`;
    return { outcome: "REJECTED", httpStatus: status, reason };
  }
  throw new Error(sentence);
}
