import { setTimeout as sleep } from "node:timers/promises";
import type { gaxios } from "google-auth-library";

const RETRIES = 3;
const FIRST_DELAY_MS = 200;

/** Statuses that pass by themselves (Business Messages, guide for high-volume agents). */
export function isPassing(status: number): boolean {
  return status === 429 || status === 500;
}

/**
 * Retries in this process what passes by itself: 429, 500, and calls without an answer. Waits grow
 * exponentially with full jitter, or are as long as `Retry-After` says; one that would end beyond
 * `budgetMs` is left to Pub/Sub.
 */
export function retryConfig(
  budgetMs: number,
  random: () => number = Math.random,
): NonNullable<gaxios.GaxiosOptions["retryConfig"]> {
  const giveUpAt = Date.now() + budgetMs;
  let delayMs = 0;
  return {
    retry: RETRIES,
    shouldRetry: (error) => {
      const attempt = error.config.retryConfig?.currentRetryAttempt ?? 0;
      delayMs =
        retryAfterMs(error) ?? random() * FIRST_DELAY_MS * 2 ** (attempt + 1);
      return (
        attempt < RETRIES &&
        (error.response === undefined || isPassing(error.response.status)) &&
        Date.now() + delayMs < giveUpAt
      );
    },
    // gaxios' own wait has no jitter and doesn't look at Retry-After.
    retryBackoff: () => sleep(delayMs),
  };
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3); undefined if there is none that can be read. */
function retryAfterMs(error: gaxios.GaxiosError): number | undefined {
  const value = error.response?.headers.get("retry-after");
  if (value == null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
