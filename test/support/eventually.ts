import { setTimeout as sleep } from "node:timers/promises";

const GIVE_UP_MS = 45_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 100; // tries cost CPU time that what is waited for needs

/** Tries until what is asked comes true; fails with its last failure. Waits on the condition, not on the clock. */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 1.5) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await sleep(Math.min(pauseMs, LONGEST_PAUSE_MS));
    }
  }
}
