import { setTimeout as sleep } from "node:timers/promises";

const GIVE_UP_MS = 45_000;

/** Tries until what is asked comes true; fails with its last failure. Waits on the condition, not on the clock. */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await sleep(20);
    }
  }
}
