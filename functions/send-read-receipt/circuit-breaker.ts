export interface CircuitBreakerOptions {
  /** The first pause; each that follows without an answer between them is twice as long. */
  readonly initialOpenMs: number;
  /** The longest pause, whatever the platform asks for. */
  readonly maxOpenMs: number;
}

/** Leave to make one call. Every permit comes back: as answered, failed or unused. */
export interface Permit {
  /** Whether this is the one call that finds out if a pause may end. */
  readonly isProbe: boolean;
  /** How many pauses had begun: the result of a call from before a pause says nothing about its end. */
  readonly generation: number;
}

/** Why a call brought no answer. PASSING: it may work the next time. STOP: calling on is useless, or does harm. */
export type Fault =
  | { readonly kind: "PASSING" }
  | { readonly kind: "STOP"; readonly retryAfterMs: number }
  /** The platform said itself when to call again. */
  | { readonly kind: "LATER"; readonly retryAfterMs: number };

/** When a platform may be called. Times are milliseconds of any one clock that never goes back. */
export interface CircuitBreaker {
  /** A permit, or how long calls rest: undefined while a probe is under way. */
  tryAcquire(now: number): Permit | { readonly restMs: number | undefined };
  /** Whether a permit may still be used: not if a pause has begun, or was made longer, since. */
  isValid(permit: Permit, now: number): boolean;
  /** Returns whether a pause has ended with it. */
  recordSuccess(permit: Permit): boolean;
  /** Returns how long the pause is that begins with it, if one does. */
  recordFailure(permit: Permit, fault: Fault, now: number): number | undefined;
  /** Changes nothing if the permit was used. */
  release(permit: Permit): void;
}

/**
 * Lets calls through until one is told to stop; then none until the pause is over, and then one, the probe.
 * Its answer ends the pause, and its failure begins a longer one.
 */
export function createCircuitBreaker(
  options: CircuitBreakerOptions,
): CircuitBreaker {
  const { initialOpenMs, maxOpenMs } = options;
  let openUntil: number | undefined; // undefined: calls go through
  let isProbing = false;
  let generation = 0;
  let consecutiveOpenings = 0;

  const isOpen = (now: number) => openUntil !== undefined && now < openUntil;

  function open(fault: Fault, now: number): number {
    const asked = fault.kind === "PASSING" ? 0 : fault.retryAfterMs;
    const own =
      fault.kind === "LATER" ? 0 : initialOpenMs * 2 ** consecutiveOpenings++;
    const pauseMs = Math.min(Math.max(own, asked), maxOpenMs);
    generation += 1;
    isProbing = false;
    openUntil = now + pauseMs;
    return pauseMs;
  }

  return {
    tryAcquire(now) {
      if (openUntil === undefined) return { isProbe: false, generation };
      if (now < openUntil) return { restMs: openUntil - now };
      if (isProbing) return { restMs: undefined };
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
      const isOld = permit.generation !== generation;
      if (isOld && openUntil !== undefined && fault.kind !== "PASSING") {
        const asked = now + Math.min(fault.retryAfterMs, maxOpenMs);
        openUntil = Math.max(openUntil, asked);
      }
      const isNews = permit.isProbe || fault.kind !== "PASSING";
      return isOld || !isNews ? undefined : open(fault, now);
    },
    release(permit) {
      if (permit.isProbe && permit.generation === generation) isProbing = false;
    },
  };
}
