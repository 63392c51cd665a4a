import type { AuthClient } from "google-auth-library";
import { v5 as uuidOf } from "uuid";
import * as z from "zod";
import type { ChannelPlatform } from "../channel.ts";
import {
  parseConfiguration,
  type Environment,
} from "../../runtime/configuration.ts";
import {
  ApiUrl,
  CallTimeout,
  chooseOne,
  ServiceAccountEmail,
  ServiceAccountKeyText,
} from "../google/api-variables.ts";
import { openApi } from "../google/api.ts";
import { redactedName, parseMessageParts } from "./message-name.ts";

/** The namespace of the ids of our events: never to be changed, or a repeated event would count as a new one. */
const NAMESPACE = "5d3f0d6e-6c53-4b0c-9d3a-2f6f6ad7c1b8";

const Variables = z
  .object({
    RCS_API_REGION: z
      .enum(["us", "europe", "asia"], "is not one of us, europe and asia")
      .optional(),
    RCS_API_URL: ApiUrl.optional(),
    RCS_IMPERSONATE_SERVICE_ACCOUNT: ServiceAccountEmail,
    RCS_SERVICE_ACCOUNT_KEY: ServiceAccountKeyText,
    RCS_TIMEOUT_MS: CallTimeout,
  })
  .refine(
    (v) => !(v.RCS_SERVICE_ACCOUNT_KEY && v.RCS_IMPERSONATE_SERVICE_ACCOUNT),
    chooseOne("RCS_SERVICE_ACCOUNT_KEY", "RCS_IMPERSONATE_SERVICE_ACCOUNT"),
  )
  .refine(
    (v) => !(v.RCS_API_URL && v.RCS_API_REGION),
    chooseOne("RCS_API_URL", "RCS_API_REGION"),
  );

/**
 * Sends agent events (RCS for Business, "REST Resource: phones.agentEvents"). 429 and 5xx pass; every other 4xx
 * stops with this message.
 * @param authClient stands in for the configured credentials
 */
export function createPlatform(
  environment: Environment,
  authClient?: AuthClient,
): ChannelPlatform {
  const variables = parseConfiguration(Variables, environment);
  const { RCS_API_REGION: region, RCS_API_URL: url } = variables;
  const prefix = region === undefined ? "" : `${region}-`;
  const api = openApi({
    name: "RCS for Business API",
    scope: "https://www.googleapis.com/auth/rcsbusinessmessaging",
    url: url ?? `https://${prefix}rcsbusinessmessaging.googleapis.com`,
    key: variables.RCS_SERVICE_ACCOUNT_KEY,
    impersonate: variables.RCS_IMPERSONATE_SERVICE_ACCOUNT,
    timeoutMs: variables.RCS_TIMEOUT_MS,
    isTransient: (status) => status === 429 || status >= 500,
    shouldStopCalling: () => false,
    authClient,
  });
  return {
    async markRead(name) {
      const parts = parseMessageParts(name.message);
      if (!parts) throw new RangeError("The name is not one of this channel.");
      const { agent, phone, id } = parts;
      const query = new URLSearchParams({
        eventId: readEventId(name.message),
        agentId: agent,
      });
      return api.call({
        method: "POST",
        path: `/v1/phones/${encodeURIComponent(phone)}/agentEvents?${query.toString()}`,
        body: { eventType: "READ", messageId: id },
        logLabel: `POST agentEvents for ${redactedName(name)}`,
        describeRejection: (status) =>
          status === 404
            ? "The platform answered 404 to agentEvents: the phone has no RCS."
            : `The platform answered ${status} to agentEvents.`,
      });
    },
  };
}

/** The id of the event that a message was read: the same at each delivery, so that the platform takes one for a repetition. */
export function readEventId(message: string): string {
  return uuidOf(`${message} READ`, NAMESPACE);
}
