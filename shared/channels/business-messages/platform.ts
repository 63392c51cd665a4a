import { gaxios, type AuthClient } from "google-auth-library";
import { z } from "zod";
import type { ChannelPlatform, MarkedRead } from "../../channel.ts";
import { parseConfiguration, type Environment } from "../../configuration.ts";
import { wholeNumber } from "../../configuration-types.ts";
import { DeadlineError, withDeadline } from "../../deadline.ts";
import { NeedsOperatorError, RetryAfterError } from "../../errors.ts";
import { createAuthClient, ServiceAccountKey } from "./credentials.ts";
import { parseJson } from "../../json.ts";
import { currentTraceparent } from "../../trace.ts";
import { isPassing, retryAfterMs, retryConfig } from "./retry.ts";

const TOKEN_DEADLINE_MS = 10_000;
const BUDGET_MS = 25_000; // of all calls for one delivery, which has to end well within the ack deadline

const Variables = z
  .object({
    BUSINESS_MESSAGES_API_URL: z
      .url({ protocol: /^https?$/, error: "is not an http(s) URL" })
      .default("https://businessmessages.googleapis.com"),
    BUSINESS_MESSAGES_IMPERSONATE: z
      .email("is not a service account's e-mail address")
      .optional(),
    BUSINESS_MESSAGES_KEY: z
      .string()
      .transform((text, context) => {
        const key = ServiceAccountKey.safeParse(parseJson(text));
        if (key.success) return key.data;
        context.addIssue("is not a service account key in JSON");
        return z.NEVER;
      })
      .optional(),
    BUSINESS_MESSAGES_TIMEOUT_MS: wholeNumber(
      100,
      10_000,
      "milliseconds",
    ).default(5000),
  })
  .refine(
    (v) => !(v.BUSINESS_MESSAGES_KEY && v.BUSINESS_MESSAGES_IMPERSONATE),
    {
      path: ["BUSINESS_MESSAGES_KEY"],
      error: "is set together with BUSINESS_MESSAGES_IMPERSONATE: choose one",
    },
  );

/** The answer to updateReceipt is a JSON object; its fields only repeat what was asked. */
const Answer = z.object({});

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
  const baseUrl = variables.BUSINESS_MESSAGES_API_URL.replace(/\/+$/, "");
  const timeoutMs = variables.BUSINESS_MESSAGES_TIMEOUT_MS;
  let client: Promise<AuthClient> | undefined =
    authClient && Promise.resolve(authClient);

  async function authorise(): Promise<AuthClient> {
    client ??= createAuthClient({
      key: variables.BUSINESS_MESSAGES_KEY,
      impersonate: variables.BUSINESS_MESSAGES_IMPERSONATE,
    });
    try {
      const ready = await client;
      // A token is fetched here, apart from the call, so that its failure is not taken for the platform's answer.
      const token = ready.getRequestHeaders(baseUrl);
      await withDeadline(token, TOKEN_DEADLINE_MS, "Getting an access token");
      return ready;
    } catch (cause) {
      client = authClient && Promise.resolve(authClient);
      throw asTokenError(cause);
    }
  }

  return {
    async markRead({ message }): Promise<MarkedRead> {
      const ready = await authorise();
      const path = `/v1/${message.split("/").map(encodeURIComponent).join("/")}/receipt`;
      const url = new URL(baseUrl + path).href;
      try {
        const response = await ready.request<unknown>({
          url,
          method: "PATCH",
          data: { receiptType: "READ" },
          headers: traceHeaders(),
          responseType: "json",
          redirect: "manual",
          timeout: timeoutMs,
          retry: true,
          retryConfig: retryConfig(BUDGET_MS, timeoutMs),
        });
        if (Answer.safeParse(response.data).success) return { outcome: "SENT" };
        throw new Error(
          `PATCH ${path} was answered ${response.status}, but not with a JSON object.`,
        );
      } catch (error) {
        if (!(error instanceof gaxios.GaxiosError)) throw error;
        // The library may have looked for a newer token first: only the call's own answer is the platform's.
        if (String(error.config.url) !== url) throw asTokenError(error);
        return judge(error, path);
      }
    },
  };
}

function traceHeaders(): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { traceparent };
}

/** An outage of the token's source passes by itself; what it refuses has to be repaired. */
function asTokenError(cause: unknown): Error {
  const sentence =
    "No access token for the Business Messages API could be had.";
  const status =
    cause instanceof gaxios.GaxiosError ? cause.response?.status : undefined;
  const passes = cause instanceof DeadlineError || (status ?? 0) >= 500;
  return passes
    ? new Error(sentence, { cause })
    : new NeedsOperatorError(sentence, { cause });
}

function judge(error: gaxios.GaxiosError, path: string): MarkedRead {
  const status = error.response?.status;
  const call = `PATCH ${path}`;
  if (status === undefined) {
    const why = error.code ?? "connection error";
    throw new Error(`${call} got no answer (${why}).`, { cause: error });
  }
  if (status === 401) {
    throw new NeedsOperatorError(
      `${call} was answered 401: the platform does not accept the service account's token.`,
    );
  }
  const waitMs = retryAfterMs(error);
  if (status === 503) {
    throw new NeedsOperatorError(
      `${call} was answered 503: the platform asks to stop.`,
      { retryAfterMs: waitMs },
    );
  }
  if (isPassing(status) && waitMs > 0) {
    const seconds = Math.ceil(waitMs / 1000);
    throw new RetryAfterError(
      `${call} was answered ${status}: the platform wants no call for ${seconds} s.`,
      waitMs,
    );
  }
  if (status >= 400 && status < 500 && !isPassing(status)) {
    const reason = `The platform answered ${status} to updateReceipt.`;
    return { outcome: "REFUSED", code: status, reason };
  }
  throw new Error(`${call} was answered ${status}.`);
}
