import type { AuthClient } from "google-auth-library";
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

const Variables = z
  .object({
    BUSINESS_MESSAGES_API_URL: ApiUrl.default(
      "https://businessmessages.googleapis.com",
    ),
    BUSINESS_MESSAGES_IMPERSONATE_SERVICE_ACCOUNT: ServiceAccountEmail,
    BUSINESS_MESSAGES_SERVICE_ACCOUNT_KEY: ServiceAccountKeyText,
    BUSINESS_MESSAGES_TIMEOUT_MS: CallTimeout,
  })
  .refine(
    (v) =>
      !(
        v.BUSINESS_MESSAGES_SERVICE_ACCOUNT_KEY &&
        v.BUSINESS_MESSAGES_IMPERSONATE_SERVICE_ACCOUNT
      ),
    chooseOne(
      "BUSINESS_MESSAGES_SERVICE_ACCOUNT_KEY",
      "BUSINESS_MESSAGES_IMPERSONATE_SERVICE_ACCOUNT",
    ),
  );

/**
 * Calls `conversations.messages.updateReceipt` (Business Messages, "REST Resource:
 * conversations.messages"). Its errors follow the guide for high-volume agents: 429 and 500 pass, 503 means
 * stop calling, and every other 4xx stop with this message.
 * @param authClient stands in for the configured credentials
 */
export function createPlatform(
  environment: Environment,
  authClient?: AuthClient,
): ChannelPlatform {
  const variables = parseConfiguration(Variables, environment);
  const api = openApi({
    name: "Business Messages API",
    scope: "https://www.googleapis.com/auth/businessmessages",
    url: variables.BUSINESS_MESSAGES_API_URL,
    key: variables.BUSINESS_MESSAGES_SERVICE_ACCOUNT_KEY,
    impersonate: variables.BUSINESS_MESSAGES_IMPERSONATE_SERVICE_ACCOUNT,
    timeoutMs: variables.BUSINESS_MESSAGES_TIMEOUT_MS,
    isTransient: (status) => status === 429 || status === 500,
    shouldStopCalling: (status) => status === 503,
    authClient,
  });
  return {
    markRead({ message }) {
      const path = `/v1/${message.split("/").map(encodeURIComponent).join("/")}/receipt`;
      return api.call({
        method: "PATCH",
        path,
        body: { receiptType: "READ" },
        logLabel: `PATCH ${path}`,
        describeRejection: (status) =>
          `The platform answered ${status} to updateReceipt.`,
      });
    },
  };
}
