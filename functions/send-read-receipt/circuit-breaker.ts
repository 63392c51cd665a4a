export interface CircuitBreakerOptions {
  /** How long the circuit stays open the first time. Each opening after a failed probe doubles it. */
  readonly initialOpenMs: number;
  /** The longest that the circuit stays open, whatever the platform asks for. */
  readonly maxOpenMs: number;
}

/** Allows one call. The caller ends every permit with recordSuccess, recordFailure, or release. */
export interface Permit {
  /** Whether this is the single call that finds out whether the platform is back. */
  readonly isProbe: boolean;
  /** How often the circuit had opened. A result from an earlier generation can't close the circuit. */
  readonly generation: number;
}

/** The refusal of a permit. */
export interface Blocked {
  /** When to ask again, in milliseconds. Undefined while a probe is in progress. */
  readonly retryInMs: number | undefined;
}

/** Why a call failed, by its effect on the circuit. */
export type Fault =
  /** The next call may succeed, so the circuit stays closed. */
  | { readonly kind: "TRANSIENT" }
  /** Further calls are useless or harmful. */
  | { readonly kind: "OPEN_CIRCUIT"; readonly retryAfterMs: number }
  /** The platform stated when to call again. */
  | { readonly kind: "RETRY_AFTER"; readonly retryAfterMs: number };

/** Decides when a platform may be called. Times are milliseconds of a monotonic clock. */
export interface CircuitBreaker {
  tryAcquire(now: number): Permit | Blocked;
  /** Returns whether the permit still allows its call: not if the circuit has opened since. */
  isValid(permit: Permit, now: number): boolean;
  /** Returns whether this result closed the circuit. */
  recordSuccess(permit: Permit): boolean;
  /** Returns for how many milliseconds this result opened the circuit; undefined if it didn't. */
  recordFailure(permit: Permit, fault: Fault, now: number): number | undefined;
  /** Ends a permit whose call was never made. Has no effect on a permit with a recorded result. */
  release(permit: Permit): void;
}

/**
 * Creates a circuit breaker. Closed, it allows every call. A fault opens it for a time, during which it allows none.
 * Then it is half-open and allows one call, the probe: its success closes the circuit, its failure opens it for longer.
 */
export function createCircuitBreaker(
  options: CircuitBreakerOptions,
): CircuitBreaker {
  const { initialOpenMs, maxOpenMs } = options;
  let openUntil: number | undefined; // undefined while the circuit is closed
  let isProbing = false;
  let generation = 0;
  let consecutiveOpenings = 0;

  const isOpen = (now: number) => openUntil !== undefined && now < openUntil;

  function open(fault: Fault, now: number): number {
    const requestedMs = fault.kind === "TRANSIENT" ? 0 : fault.retryAfterMs;
    const backoffMs =
      fault.kind === "RETRY_AFTER"
        ? 0
        : initialOpenMs * 2 ** consecutiveOpenings++;
    const openMs = Math.min(Math.max(backoffMs, requestedMs), maxOpenMs);
    generation += 1;
    isProbing = false;
    openUntil = now + openMs;
    return openMs;
  }

  return {
    tryAcquire(now) {
      if (openUntil === undefined) return { isProbe: false, generation };
      if (now < openUntil) return { retryInMs: openUntil - now };
      if (isProbing) return { retryInMs: undefined };
      isProbing = true;
      return { isProbe: true, generation };
    },
    isValid: (permit, now) => permit.generation === generation && !isOpen(now),
    recordSuccess({ isProbe }) {
      if (!isProbe) return false;
      openUntil = undefined;
      isProbing = false;
      consecutiveOpenings = 0;
      return true;
    },
    recordFailure(permit, fault, now) {
      const isTransient = fault.kind === "TRANSIENT";
      if (permit.generation === generation) {
        return permit.isProbe || !isTransient ? open(fault, now) : undefined;
      }
      // A call from before the last opening can only keep an open circuit open for longer.
      if (openUntil !== undefined && !isTransient) {
        const requested = now + Math.min(fault.retryAfterMs, maxOpenMs);
        openUntil = Math.max(openUntil, requested);
      }
      return undefined;
    },
    release(permit) {
      if (permit.isProbe && permit.generation === generation) isProbing = false;
    },
  };
}
