import { describe, expect, it } from "@jest/globals";
import {
  createCircuitBreaker,
  type CircuitBreaker,
  type Fault,
  type Permit,
} from "../../../functions/send-read-receipt/circuit-breaker.ts";

const FIRST = 60_000;
const LONGEST = 600_000;
const PASSING: Fault = { kind: "PASSING" };
const STOP: Fault = { kind: "STOP", retryAfterMs: 0 };
const later = (retryAfterMs: number): Fault => ({
  kind: "LATER",
  retryAfterMs,
});
const stop = (retryAfterMs: number): Fault => ({ kind: "STOP", retryAfterMs });

const create = () =>
  createCircuitBreaker({ initialOpenMs: FIRST, maxOpenMs: LONGEST });

/** The permit that a cool-down has to give. */
function permitOf(coolDown: CircuitBreaker, now: number): Permit {
  const answer = coolDown.tryAcquire(now);
  if (!("isProbe" in answer)) throw new Error(`It rests at ${now}.`);
  return answer;
}

/** One that rests from the time 0, for as long as it says. */
function paused(fault: Fault = STOP) {
  const coolDown = create();
  const pauseMs = coolDown.recordFailure(permitOf(coolDown, 0), fault, 0) ?? 0;
  return { coolDown, pauseMs };
}

describe("a fault", () => {
  it.each([
    ["that passes", PASSING, undefined],
    ["that says stop", STOP, FIRST],
    ["that says stop, and for longer", stop(FIRST + 1), FIRST + 1],
    ["that says stop, but for shorter", stop(FIRST - 1), FIRST],
    ["that says stop for too long", stop(Infinity), LONGEST],
    ["that says when", later(1), 1],
    ["that says when: too late", later(Infinity), LONGEST],
  ])("%s begins a pause of the right length", (_, fault, pauseMs) => {
    const coolDown = create();

    const permit = permitOf(coolDown, 5);
    expect(coolDown.recordFailure(permit, fault, 5)).toBe(pauseMs);
    expect(coolDown.tryAcquire(5)).toEqual(
      pauseMs === undefined ? permit : { restMs: pauseMs },
    );
  });
});

describe("a pause", () => {
  it("lets nobody call until it is over, and then one", () => {
    const { coolDown } = paused();

    expect(coolDown.tryAcquire(1)).toEqual({ restMs: FIRST - 1 });
    expect(coolDown.tryAcquire(FIRST - 1)).toEqual({ restMs: 1 });
    expect(coolDown.tryAcquire(FIRST)).toMatchObject({ isProbe: true });
    expect(coolDown.tryAcquire(FIRST)).toEqual({ restMs: undefined });
    expect(coolDown.tryAcquire(FIRST * 100)).toEqual({ restMs: undefined });
  });

  it("ends with the answer to the probe", () => {
    const { coolDown } = paused();

    expect(coolDown.recordSuccess(permitOf(coolDown, FIRST))).toBe(true);
    expect(coolDown.tryAcquire(FIRST)).toMatchObject({ isProbe: false });
    expect(coolDown.tryAcquire(FIRST)).toMatchObject({ isProbe: false });
  });

  it.each([
    ["says stop", STOP],
    ["passes", PASSING],
  ])("begins anew, twice as long, while the probe's fault %s", (_, fault) => {
    const { coolDown } = paused();
    let now = FIRST;
    const pauses: unknown[] = [];
    for (let probe = 0; probe < 6; probe++) {
      const pauseMs =
        coolDown.recordFailure(permitOf(coolDown, now), fault, now) ?? 0;
      pauses.push(pauseMs / FIRST);
      expect(coolDown.tryAcquire(now + pauseMs - 1)).toEqual({ restMs: 1 });
      now += pauseMs;
    }

    expect(pauses).toEqual([2, 4, 8, 10, 10, 10]);
  });

  it("is as short as the first once calls were answered in between", () => {
    const { coolDown } = paused();
    coolDown.recordFailure(permitOf(coolDown, FIRST), STOP, FIRST);
    coolDown.recordSuccess(permitOf(coolDown, 3 * FIRST));

    const permit = permitOf(coolDown, 3 * FIRST);
    expect(coolDown.recordFailure(permit, STOP, 3 * FIRST)).toBe(FIRST);
  });

  it("is as long as a probe's Retry-After says, and no step in the doubling", () => {
    const { coolDown } = paused();

    const probe = permitOf(coolDown, FIRST);
    expect(coolDown.recordFailure(probe, later(5), FIRST)).toBe(5);
    const next = permitOf(coolDown, FIRST + 5);
    expect(coolDown.recordFailure(next, STOP, FIRST + 5)).toBe(2 * FIRST);
  });

  it("gives the probe to another event when the first did not use it", () => {
    const { coolDown } = paused();
    coolDown.release(permitOf(coolDown, FIRST));

    expect(coolDown.tryAcquire(FIRST)).toMatchObject({ isProbe: true });
    expect(coolDown.tryAcquire(FIRST)).toEqual({ restMs: undefined });
  });
});

describe("a call that was under way when a pause began", () => {
  it("may not be made any more if it only had leave", () => {
    const coolDown = create();
    const [first, second] = [permitOf(coolDown, 0), permitOf(coolDown, 0)];
    expect(coolDown.isValid(second, 0)).toBe(true);
    coolDown.recordFailure(first, STOP, 0);

    expect(coolDown.isValid(second, 0)).toBe(false);
    expect(coolDown.isValid(second, 2 * FIRST)).toBe(false);
    coolDown.release(second);
    expect(coolDown.tryAcquire(0)).toEqual({ restMs: FIRST });
  });

  it.each([
    [
      "answered",
      (c: CircuitBreaker, p: Permit) => c.recordSuccess(p),
      FIRST,
      false,
    ],
    [
      "failed",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, STOP, 1),
      FIRST,
    ],
    [
      "passing",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, PASSING, 1),
      FIRST,
    ],
    [
      "later",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, later(5), 1),
      FIRST,
    ],
    [
      "much later",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, later(2 * FIRST), 1),
      2 * FIRST + 1,
    ],
    [
      "far too late",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, later(Infinity), 1),
      LONGEST + 1,
    ],
  ])(
    "neither ends the pause nor doubles it, but may ask for more: %s",
    (_, settle, until, result: unknown = undefined) => {
      const coolDown = create();
      const [first, second] = [permitOf(coolDown, 0), permitOf(coolDown, 0)];
      coolDown.recordFailure(first, STOP, 0);

      expect(settle(coolDown, second)).toBe(result);
      expect(coolDown.tryAcquire(0)).toEqual({ restMs: until });
      const probe = permitOf(coolDown, until);
      expect(coolDown.recordFailure(probe, STOP, until)).toBe(2 * FIRST);
    },
  );

  it("says nothing any more once the pause is over", () => {
    const coolDown = create();
    const [first, second] = [permitOf(coolDown, 0), permitOf(coolDown, 0)];
    coolDown.recordFailure(first, STOP, 0);
    coolDown.recordSuccess(permitOf(coolDown, FIRST));

    expect(coolDown.recordFailure(second, STOP, FIRST)).toBeUndefined();
    expect(coolDown.tryAcquire(FIRST)).toMatchObject({ isProbe: false });
  });

  it("keeps a probe back that has not called yet, if it brings word to wait longer", () => {
    const coolDown = create();
    const [first, second] = [permitOf(coolDown, 0), permitOf(coolDown, 0)];
    coolDown.recordFailure(first, STOP, 0);
    const probe = permitOf(coolDown, FIRST);
    coolDown.recordFailure(second, later(10), FIRST);

    expect(coolDown.isValid(probe, FIRST)).toBe(false);
    expect(coolDown.isValid(probe, FIRST + 10)).toBe(true);
  });
});
