import type { Clock } from "../../../functions/send-read-receipt/platform-circuit-breakers.ts";

export interface ManualClock extends Clock {
  /** Lets time pass, and wakes who slept so long. */
  advance(ms: number): void;
  /** How many sleep. */
  sleeping(): number;
}

/** A clock that stands still until it is told otherwise. */
export function createManualClock(): ManualClock {
  let time = 1000;
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (ms) =>
      new Promise<void>((wake) => sleepers.push({ until: time + ms, wake })),
    advance(ms) {
      time += ms;
      const due = sleepers.filter(({ until }) => until <= time);
      sleepers = sleepers.filter(({ until }) => until > time);
      for (const { wake } of due) wake();
    },
    sleeping: () => sleepers.length,
  };
}
