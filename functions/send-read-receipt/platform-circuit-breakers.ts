import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../shared/runtime/log.ts";
import { createCallPermit, type CallPermit } from "./call-permit.ts";
import {
  createCircuitBreaker,
  type CircuitBreaker,
  type CircuitBreakerOptions,
} from "./circuit-breaker.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";

const PROBE_POLL_INTERVAL_MS = 100; // how often a waiting event looks whether the probe is back

/** Keeps events away from a platform that wants no calls. Each channel's platform has pauses of its own. */
export interface PlatformCircuitBreakers {
  /** Waits until the channel's platform may be called; throws PausedError if that would take too long. */
  acquire(channel: string): Promise<CallPermit>;
}

/** Milliseconds that never go back, and a wait. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

export interface PlatformCircuitBreakersOptions extends CircuitBreakerOptions {
  /** How long an event may wait within its delivery for a pause to end. */
  readonly maxWaitMs: number;
  /** The registered name of the function. */
  readonly functionName: string;
  readonly log: Log;
  readonly clock?: Clock;
}

const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => sleep(ms, undefined, { ref: false }), // an instance that ends waits for nobody
};

export function createPlatformCircuitBreakers(
  options: PlatformCircuitBreakersOptions,
): PlatformCircuitBreakers {
  const { maxWaitMs, functionName, log, clock = systemClock } = options;
  const now = () => clock.now();
  const circuitBreakers = new Map<string, CircuitBreaker>();

  return {
    async acquire(channel) {
      const circuitBreaker =
        circuitBreakers.get(channel) ?? createCircuitBreaker(options);
      circuitBreakers.set(channel, circuitBreaker);
      const giveUpAt = now() + maxWaitMs;
      for (;;) {
        const askedAt = now();
        const answer = circuitBreaker.tryAcquire(askedAt);
        if ("isProbe" in answer) {
          const permit = answer;
          return createCallPermit({
            channel,
            circuitBreaker,
            permit,
            now,
            functionName,
            log,
          });
        }
        const waitMs = answer.restMs ?? PROBE_POLL_INTERVAL_MS;
        if (askedAt + waitMs > giveUpAt) {
          throw new CircuitOpenError(channel, answer.restMs);
        }
        await clock.sleep(waitMs);
      }
    },
  };
}
