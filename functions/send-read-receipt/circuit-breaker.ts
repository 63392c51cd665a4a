export interface CoolDownOptions {
  /** The first pause; each that follows without an answer between them is twice as long. */
  readonly firstMs: number;
  /** The longest pause, whatever the platform asks for. */
  readonly longestMs: number;
}

/** Leave to make one call. Every permit comes back: as answered, failed or unused. */
export interface Permit {
  /** Whether this is the one call that finds out if a pause may end. */
  readonly isProbe: boolean;
  /** How many pauses had begun: the result of a call from before a pause says nothing about its end. */
  readonly pauses: number;
}

/** Why a call brought no answer. PASSING: it may work the next time. STOP: calling on is useless, or does harm. */
export type Fault =
  | { readonly kind: "PASSING" }
  | { readonly kind: "STOP"; readonly retryAfterMs: number }
  /** The platform said itself when to call again. */
  | { readonly kind: "LATER"; readonly retryAfterMs: number };

/** When a platform may be called. Times are milliseconds of any one clock that never goes back. */
export interface CoolDown {
  /** A permit, or how long calls rest: undefined while a probe is under way. */
  ask(now: number): Permit | { readonly restMs: number | undefined };
  /** Whether a permit may still be used: not if a pause has begun, or was made longer, since. */
  holds(permit: Permit, now: number): boolean;
  /** Returns whether a pause has ended with it. */
  answered(permit: Permit): boolean;
  /** Returns how long the pause is that begins with it, if one does. */
  failed(permit: Permit, fault: Fault, now: number): number | undefined;
  /** Changes nothing if the permit was used. */
  unused(permit: Permit): void;
}

/**
 * Lets calls through until one is told to stop; then none until the pause is over, and then one, the probe.
 * Its answer ends the pause, and its failure begins a longer one.
 */
export function createCoolDown(options: CoolDownOptions): CoolDown {
  const { firstMs, longestMs } = options;
  let pausedUntil: number | undefined; // undefined: calls go through
  let isProbing = false;
  let pauses = 0;
  let doublings = 0;

  const isPaused = (now: number) =>
    pausedUntil !== undefined && now < pausedUntil;

  function begin(fault: Fault, now: number): number {
    const asked = fault.kind === "PASSING" ? 0 : fault.retryAfterMs;
    const own = fault.kind === "LATER" ? 0 : firstMs * 2 ** doublings++;
    const pauseMs = Math.min(Math.max(own, asked), longestMs);
    pauses += 1;
    isProbing = false;
    pausedUntil = now + pauseMs;
    return pauseMs;
  }

  return {
    ask(now) {
      if (pausedUntil === undefined) return { isProbe: false, pauses };
      if (now < pausedUntil) return { restMs: pausedUntil - now };
      if (isProbing) return { restMs: undefined };
      isProbing = true;
      return { isProbe: true, pauses };
    },
    holds: (permit, now) => permit.pauses === pauses && !isPaused(now),
    answered({ isProbe }) {
      if (!isProbe) return false;
      pausedUntil = undefined;
      isProbing = false;
      doublings = 0;
      return true;
    },
    failed(permit, fault, now) {
      const isOld = permit.pauses !== pauses;
      if (isOld && pausedUntil !== undefined && fault.kind !== "PASSING") {
        const asked = now + Math.min(fault.retryAfterMs, longestMs);
        pausedUntil = Math.max(pausedUntil, asked);
      }
      const isNews = permit.isProbe || fault.kind !== "PASSING";
      return isOld || !isNews ? undefined : begin(fault, now);
    },
    unused(permit) {
      if (permit.isProbe && permit.pauses === pauses) isProbing = false;
    },
  };
}
