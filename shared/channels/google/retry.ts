import { setTimeout as sleep } from "node:timers/promises";
import type { gaxios } from "google-auth-library";

const RETRIES = 3;
const FIRST_DELAY_MS = 200;

/**
 * Retries in this process what passes by itself, and calls without an answer. Waits grow
 * exponentially with full jitter, and are at least as long as `Retry-After` says; one that would end
 * beyond `budgetMs`, the next call's time included, is left to the caller.
 * @param isTransient which statuses pass by themselves
 */
export function retryConfig(
  isTransient: (status: number) => boolean,
  budgetMs: number,
  attemptMs: number,
  random: () => number = Math.random,
): NonNullable<gaxios.GaxiosOptions["retryConfig"]> {
  const giveUpAt = Date.now() + budgetMs;
  let delayMs = 0;
  return {
    retry: RETRIES,
    shouldRetry: (error) => {
      const attempt = error.config.retryConfig?.currentRetryAttempt ?? 0;
      const backoffMs = random() * FIRST_DELAY_MS * 2 ** (attempt + 1);
      delayMs = Math.max(backoffMs, retryAfterMs(error));
      return (
        attempt < RETRIES &&
        (error.response === undefined || isTransient(error.response.status)) &&
        Date.now() + delayMs + attemptMs < giveUpAt
      );
    },
    // gaxios' own wait has no jitter and doesn't look at Retry-After.
    retryBackoff: () => sleep(delayMs),
  };
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); 0 if there is none that can be read. */
export function retryAfterMs(error: gaxios.GaxiosError): number {
  const value = error.response?.headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // Date.parse alone takes "1.5" for a date.
  const date = value.endsWith(" GMT") ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
