import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import { retryConfig } from "../../../../shared/channels/google/retry.ts";
import { asError, type Failure } from "./failure.ts";

const isPassing = (status: number) => status === 429 || status === 500;
const NOW = Date.parse("2026-01-31T09:30:00Z");

function isRetried(failure: Failure) {
  const { shouldRetry } = retryConfig(isPassing, 60_000, 0);
  return shouldRetry?.(asError(failure));
}

describe("a call that failed", () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([[429], [500], [undefined]])("is tried again after %s", (status) => {
    expect(isRetried(status === undefined ? {} : { status })).toBe(true);
  });

  it.each([200, 302, 400, 401, 403, 404, 408, 409, 501, 502, 503, 504])(
    "is not tried again after %d",
    (status) => {
      expect(isRetried({ status })).toBe(false);
    },
  );

  it.each([
    [0, true],
    [1, true],
    [2, true],
    [3, false],
    [4, false],
  ])("is tried again after %d retries: %s", (currentRetryAttempt, again) => {
    expect(isRetried({ status: 500, currentRetryAttempt })).toBe(again);
    expect(isRetried({ currentRetryAttempt })).toBe(again);
  });

  it.each(["61", new Date(NOW + 61_000).toUTCString(), "9".repeat(400)])(
    "is left to Pub/Sub if Retry-After is beyond the budget: %s",
    (retryAfter) => {
      expect(isRetried({ status: 429, retryAfter })).toBe(false);
    },
  );

  it("is left to Pub/Sub once the next call might not end within the budget", () => {
    const { shouldRetry } = retryConfig(isPassing, 3000, 2000, () => 0.5);
    jest.setSystemTime(NOW + 799);
    expect(shouldRetry?.(asError({ status: 500 }))).toBe(true);
    jest.setSystemTime(NOW + 800);
    expect(shouldRetry?.(asError({ status: 500 }))).toBe(false);
  });
});
