import { setTimeout as sleep } from "node:timers/promises";

const TIMEOUT_MS = 45_000;
const MIN_INTERVAL_MS = 20;
const MAX_INTERVAL_MS = 100;
const IDLE_SHARE = 2; // waits twice as long as an attempt took, because attempts slow down what they wait for

/** Repeats an attempt until it succeeds; fails with its last error. Waits for the condition, not for a fixed time. */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + TIMEOUT_MS;
  for (let intervalMs = MIN_INTERVAL_MS; ; intervalMs *= 1.5) {
    const startedAt = Date.now();
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      const attemptMs = Date.now() - startedAt;
      await sleep(
        Math.max(Math.min(intervalMs, MAX_INTERVAL_MS), IDLE_SHARE * attemptMs),
      );
    }
  }
}
