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

const NOW = Date.parse("2026-01-31T09:30:00Z");

/** How long the wait before the retry is: the least budget that it still fits into tells. */
function delayOf(failure: Failure, random = 0.5): number {
  const isRetried = (budgetMs: number) =>
    retryConfig(
      () => true,
      budgetMs,
      0,
      () => random,
    ).shouldRetry?.(asError(failure));
  let delayMs = 0;
  while (delayMs < 10_000 && !isRetried(delayMs + 1)) delayMs += 1;
  return delayMs;
}

describe("the wait before a retry", () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    [0, 0.5, 200],
    [1, 0.5, 400],
    [2, 0.5, 800],
    [0, 0.25, 100],
    [2, 0, 0],
  ])(
    "grows exponentially: after %d retries and by chance %d, %d ms",
    (currentRetryAttempt, random, delayMs) => {
      const failure = { status: 500, currentRetryAttempt };
      expect(delayOf(failure, random)).toBe(delayMs);
    },
  );

  it.each([
    ["0", 200],
    ["2", 2000],
    [new Date(NOW + 3000).toUTCString(), 3000],
    [new Date(NOW - 3000).toUTCString(), 200],
    ["-5", 200],
    ["1.5", 200],
    ["soon", 200],
    ["5s", 200],
    ["", 200],
  ])(
    "is at least as long as Retry-After says: %j means %d ms",
    (retryAfter, ms) => {
      expect(delayOf({ status: 429, retryAfter })).toBe(ms);
    },
  );
});

describe("retryBackoff", () => {
  it("waits as long as was decided, and not as long as gaxios proposes", async () => {
    const { shouldRetry, retryBackoff } = retryConfig(
      () => true,
      60_000,
      0,
      () => 0.05,
    );
    const error = asError({ status: 500 });
    await shouldRetry?.(error);
    const start = performance.now();
    await retryBackoff?.(error, 0);
    // A millisecond less: timers round.
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
  });
});
