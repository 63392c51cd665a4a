import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../shared/runtime/log.ts";
import { createAdmission, type Admission } from "./call-permit.ts";
import {
  createCoolDown,
  type CoolDown,
  type CoolDownOptions,
} from "./circuit-breaker.ts";
import { PausedError } from "./circuit-open-error.ts";

const PROBE_LOOK_MS = 100; // how often a waiting event looks whether the probe is back

/** Keeps events away from a platform that wants no calls. Each channel's platform has pauses of its own. */
export interface PlatformGuard {
  /** Waits until the channel's platform may be called; throws PausedError if that would take too long. */
  admit(channel: string): Promise<Admission>;
}

/** Milliseconds that never go back, and a wait. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

export interface PlatformGuardOptions extends CoolDownOptions {
  /** How long an event may wait within its delivery for a pause to end. */
  readonly patienceMs: number;
  /** The registered name of the function. */
  readonly name: string;
  readonly log: Log;
  readonly clock?: Clock;
}

const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => sleep(ms, undefined, { ref: false }), // an instance that ends waits for nobody
};

export function createPlatformGuard(
  options: PlatformGuardOptions,
): PlatformGuard {
  const { patienceMs, name, log, clock = systemClock } = options;
  const now = () => clock.now();
  const coolDowns = new Map<string, CoolDown>();

  return {
    async admit(channel) {
      const coolDown = coolDowns.get(channel) ?? createCoolDown(options);
      coolDowns.set(channel, coolDown);
      const giveUpAt = now() + patienceMs;
      for (;;) {
        const askedAt = now();
        const answer = coolDown.ask(askedAt);
        if ("isProbe" in answer) {
          const permit = answer;
          return createAdmission({ channel, coolDown, permit, now, name, log });
        }
        const waitMs = answer.restMs ?? PROBE_LOOK_MS;
        if (askedAt + waitMs > giveUpAt) {
          throw new PausedError(channel, answer.restMs);
        }
        await clock.sleep(waitMs);
      }
    },
  };
}
