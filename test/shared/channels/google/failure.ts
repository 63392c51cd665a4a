import type { gaxios } from "google-auth-library";

/** A call to the platform that failed. */
export interface Failure {
  /** Undefined while there was no answer. */
  readonly status?: number;
  readonly retryAfter?: string;
  /** How often this call was tried again already. */
  readonly currentRetryAttempt?: number;
}

/** As much of gaxios' error as the decision looks at. */
export function asError(failure: Failure): gaxios.GaxiosError {
  const { status, retryAfter, currentRetryAttempt = 0 } = failure;
  const headers = new Headers(
    retryAfter === undefined ? {} : { "retry-after": retryAfter },
  );
  return {
    config: { retryConfig: { currentRetryAttempt } },
    ...(status !== undefined && { response: { status, headers } }),
  } as gaxios.GaxiosError;
}
