import { gaxios, type AuthClient } from "google-auth-library";
import * as z from "zod";
import type { MarkReadResult } from "../channel.ts";
import { DeadlineError, withDeadline } from "../../runtime/deadline.ts";
import { NeedsOperatorError, RetryAfterError } from "../../runtime/errors.ts";
import { currentTraceparent } from "../../runtime/trace.ts";
import { createAuthClient, type CredentialSettings } from "./credentials.ts";
import { retryAfterMs, retryConfig } from "./retry.ts";

const TOKEN_DEADLINE_MS = 10_000;
const BUDGET_MS = 25_000; // of all calls for one delivery, which has to end well within the ack deadline

export interface ApiSettings extends CredentialSettings {
  /** What the API is called, in errors. */
  readonly name: string;
  readonly url: string;
  /** How long one call may take. */
  readonly timeoutMs: number;
  /** Whether a status passes by itself. */
  readonly isTransient: (status: number) => boolean;
  /** Whether it asks to make no more calls, whatever they are about. */
  readonly shouldStopCalling: (status: number) => boolean;
  /** Stands in for the configured credentials. */
  readonly authClient?: AuthClient | undefined;
}

export interface ApiCall {
  readonly method: "PATCH" | "POST";
  /** Below the API's URL, beginning with a slash, with the query if there is one. */
  readonly path: string;
  readonly body: object;
  /** What the call is called in errors and logs: without what identifies a user. */
  readonly logLabel: string;
  /** Why the platform refuses with this status. */
  readonly describeRejection: (status: number) => string;
}

/** Tells a platform of Google's what an agent did. */
export interface Api {
  /**
   * SENT: the platform took it. REFUSED: it never will. Throws NeedsOperatorError and RetryAfterError when no
   * other call should be made meanwhile either, and other errors when this one should come again.
   */
  call(call: ApiCall): Promise<MarkReadResult>;
}

/** The answer is a JSON object; its fields only repeat what was asked. */
const Answer = z.object({});

/** Opens a messaging API of Google's. Nothing is called before the first `tell`. */
export function openApi(settings: ApiSettings): Api {
  const { authClient, isTransient, timeoutMs } = settings;
  const baseUrl = settings.url.replace(/\/+$/, "");
  let client: Promise<AuthClient> | undefined =
    authClient && Promise.resolve(authClient);

  async function authorise(): Promise<AuthClient> {
    client ??= createAuthClient(settings);
    try {
      const ready = await client;
      // A token is fetched here, apart from the call, so that its failure is not taken for the platform's answer.
      const token = ready.getRequestHeaders(baseUrl);
      await withDeadline(token, TOKEN_DEADLINE_MS, "Getting an access token");
      return ready;
    } catch (cause) {
      client = authClient && Promise.resolve(authClient);
      throw asTokenError(cause, settings);
    }
  }

  return {
    async call(call) {
      const ready = await authorise();
      const url = new URL(baseUrl + call.path).href;
      try {
        const response = await ready.request<unknown>({
          url,
          method: call.method,
          data: call.body,
          headers: traceHeaders(),
          responseType: "json",
          redirect: "manual",
          timeout: timeoutMs,
          retry: true,
          retryConfig: retryConfig(isTransient, BUDGET_MS, timeoutMs),
        });
        if (Answer.safeParse(response.data).success) return { outcome: "SENT" };
        throw new Error(
          `${call.logLabel} was answered ${response.status}, but not with a JSON object.`,
        );
      } catch (error) {
        if (!(error instanceof gaxios.GaxiosError)) throw error;
        // The library may have looked for a newer token first: only the call's own answer is the platform's.
        if (String(error.config.url) !== url) {
          throw asTokenError(error, settings);
        }
        return classifyError(error, call, settings);
      }
    },
  };
}

function traceHeaders(): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { traceparent };
}

/** An outage of the token's source passes by itself; what it refuses has to be repaired. */
function asTokenError(cause: unknown, { name }: ApiSettings): Error {
  const sentence = `No access token for the ${name} could be had.`;
  const status =
    cause instanceof gaxios.GaxiosError ? cause.response?.status : undefined;
  const passes = cause instanceof DeadlineError || (status ?? 0) >= 500;
  return passes
    ? new Error(sentence, { cause })
    : new NeedsOperatorError(sentence, { cause });
}

function classifyError(
  error: gaxios.GaxiosError,
  { logLabel, describeRejection }: ApiCall,
  { isTransient, shouldStopCalling }: ApiSettings,
): MarkReadResult {
  const status = error.response?.status;
  if (status === undefined) {
    const why = error.code ?? "connection error";
    // Without its cause, which may hold the URL.
    throw new Error(`${logLabel} got no answer (${why}).`);
  }
  if (status === 401) {
    throw new NeedsOperatorError(
      `${logLabel} was answered 401: the platform does not accept the service account's token.`,
    );
  }
  const waitMs = retryAfterMs(error);
  if (shouldStopCalling(status)) {
    throw new NeedsOperatorError(
      `${logLabel} was answered ${status}: the platform asks to stop.`,
      { retryAfterMs: waitMs },
    );
  }
  if (isTransient(status) && waitMs > 0) {
    const seconds = Math.ceil(waitMs / 1000);
    throw new RetryAfterError(
      `${logLabel} was answered ${status}: the platform wants no call for ${seconds} s.`,
      waitMs,
    );
  }
  if (status >= 400 && status < 500 && !isTransient(status)) {
    return {
      outcome: "REJECTED",
      httpStatus: status,
      reason: describeRejection(status),
    };
  }
  throw new Error(`${logLabel} was answered ${status}.`);
}
