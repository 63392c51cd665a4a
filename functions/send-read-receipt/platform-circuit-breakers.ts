import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../shared/runtime/log.ts";
import { createCallPermit, type CallPermit } from "./call-permit.ts";
import {
  createCircuitBreaker,
  type CircuitBreaker,
  type CircuitBreakerOptions,
} from "./circuit-breaker.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";

const PROBE_POLL_INTERVAL_MS = 100; // how often a waiting event checks whether the probe has ended

/** Holds one circuit breaker per channel. */
export interface PlatformCircuitBreakers {
  /**
   * Waits until the channel's platform API may be called.
   * @throws CircuitOpenError if the wait would exceed `maxWaitMs`
   */
  acquire(channel: string): Promise<CallPermit>;
}

/** A monotonic clock in milliseconds. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

export interface PlatformCircuitBreakersOptions extends CircuitBreakerOptions {
  /** How long an event may wait for a closed circuit within one delivery. */
  readonly maxWaitMs: number;
  /** The registered name of the function. */
  readonly functionName: string;
  readonly log: Log;
  readonly clock?: Clock;
}

const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => sleep(ms, undefined, { ref: false }), // doesn't keep a stopping instance alive
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
      const waitUntil = now() + maxWaitMs;
      for (;;) {
        const time = now();
        const permit = circuitBreaker.tryAcquire(time);
        if ("isProbe" in permit) {
          return createCallPermit({
            channel,
            circuitBreaker,
            permit,
            now,
            functionName,
            log,
          });
        }
        const waitMs = permit.retryInMs ?? PROBE_POLL_INTERVAL_MS;
        if (time + waitMs > waitUntil) {
          throw new CircuitOpenError(channel, permit.retryInMs);
        }
        await clock.sleep(waitMs);
      }
    },
  };
}
