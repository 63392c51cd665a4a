import { describe, expect, it } from "@jest/globals";
import {
  createCircuitBreaker,
  type CircuitBreaker,
  type Fault,
  type Permit,
} from "../../../functions/send-read-receipt/circuit-breaker.ts";

const INITIAL = 60_000;
const MAX = 600_000;
const TRANSIENT: Fault = { kind: "TRANSIENT" };
const OPEN_CIRCUIT: Fault = { kind: "OPEN_CIRCUIT", retryAfterMs: 0 };
const retryAfter = (retryAfterMs: number): Fault => ({
  kind: "RETRY_AFTER",
  retryAfterMs,
});
const openFor = (retryAfterMs: number): Fault => ({
  kind: "OPEN_CIRCUIT",
  retryAfterMs,
});

const create = () =>
  createCircuitBreaker({ initialOpenMs: INITIAL, maxOpenMs: MAX });

/** Returns the permit, which the circuit breaker has to grant. */
function acquire(breaker: CircuitBreaker, now: number): Permit {
  const answer = breaker.tryAcquire(now);
  if (!("isProbe" in answer)) throw new Error(`The circuit is open at ${now}.`);
  return answer;
}

/** Creates a circuit breaker that a fault opened at time 0. */
function createOpen(fault: Fault = OPEN_CIRCUIT) {
  const breaker = create();
  const openMs = breaker.recordFailure(acquire(breaker, 0), fault, 0) ?? 0;
  return { breaker, openMs };
}

describe("recordFailure", () => {
  it.each([
    ["a transient fault", TRANSIENT, undefined],
    ["a fault that opens the circuit", OPEN_CIRCUIT, INITIAL],
    ["a longer Retry-After with it", openFor(INITIAL + 1), INITIAL + 1],
    ["a shorter Retry-After with it", openFor(INITIAL - 1), INITIAL],
    ["an endless Retry-After with it", openFor(Infinity), MAX],
    ["a Retry-After alone", retryAfter(1), 1],
    ["an endless Retry-After alone", retryAfter(Infinity), MAX],
  ])("opens the circuit for the right time after %s", (_, fault, openMs) => {
    const breaker = create();

    const permit = acquire(breaker, 5);
    expect(breaker.recordFailure(permit, fault, 5)).toBe(openMs);
    expect(breaker.tryAcquire(5)).toEqual(
      openMs === undefined ? permit : { retryInMs: openMs },
    );
  });
});

describe("an open circuit", () => {
  it("allows no call until its time is over, and then one", () => {
    const { breaker } = createOpen();

    expect(breaker.tryAcquire(1)).toEqual({ retryInMs: INITIAL - 1 });
    expect(breaker.tryAcquire(INITIAL - 1)).toEqual({ retryInMs: 1 });
    expect(breaker.tryAcquire(INITIAL)).toMatchObject({ isProbe: true });
    expect(breaker.tryAcquire(INITIAL)).toEqual({ retryInMs: undefined });
    expect(breaker.tryAcquire(INITIAL * 100)).toEqual({ retryInMs: undefined });
  });

  it("closes when the probe succeeds", () => {
    const { breaker } = createOpen();

    expect(breaker.recordSuccess(acquire(breaker, INITIAL))).toBe(true);
    expect(breaker.tryAcquire(INITIAL)).toMatchObject({ isProbe: false });
    expect(breaker.tryAcquire(INITIAL)).toMatchObject({ isProbe: false });
  });

  it.each([
    ["opens the circuit", OPEN_CIRCUIT],
    ["is transient", TRANSIENT],
  ])(
    "opens again, for twice as long, when the probe's fault %s",
    (_, fault) => {
      const { breaker } = createOpen();
      let now = INITIAL;
      const openTimes: unknown[] = [];
      for (let probe = 0; probe < 6; probe++) {
        const openMs =
          breaker.recordFailure(acquire(breaker, now), fault, now) ?? 0;
        openTimes.push(openMs / INITIAL);
        expect(breaker.tryAcquire(now + openMs - 1)).toEqual({ retryInMs: 1 });
        now += openMs;
      }

      expect(openTimes).toEqual([2, 4, 8, 10, 10, 10]);
    },
  );

  it("opens for the initial time again after a success", () => {
    const { breaker } = createOpen();
    breaker.recordFailure(acquire(breaker, INITIAL), OPEN_CIRCUIT, INITIAL);
    breaker.recordSuccess(acquire(breaker, 3 * INITIAL));

    const permit = acquire(breaker, 3 * INITIAL);
    expect(breaker.recordFailure(permit, OPEN_CIRCUIT, 3 * INITIAL)).toBe(
      INITIAL,
    );
  });

  it("opens for as long as a probe's Retry-After requests, without doubling the next time", () => {
    const { breaker } = createOpen();

    const probe = acquire(breaker, INITIAL);
    expect(breaker.recordFailure(probe, retryAfter(5), INITIAL)).toBe(5);
    const next = acquire(breaker, INITIAL + 5);
    expect(breaker.recordFailure(next, OPEN_CIRCUIT, INITIAL + 5)).toBe(
      2 * INITIAL,
    );
  });

  it("gives the probe to another event if the first one releases it", () => {
    const { breaker } = createOpen();
    breaker.release(acquire(breaker, INITIAL));

    expect(breaker.tryAcquire(INITIAL)).toMatchObject({ isProbe: true });
    expect(breaker.tryAcquire(INITIAL)).toEqual({ retryInMs: undefined });
  });
});

describe("a call from before the circuit opened", () => {
  it("may not be made any more if it only has its permit", () => {
    const breaker = create();
    const [first, second] = [acquire(breaker, 0), acquire(breaker, 0)];
    expect(breaker.isValid(second, 0)).toBe(true);
    breaker.recordFailure(first, OPEN_CIRCUIT, 0);

    expect(breaker.isValid(second, 0)).toBe(false);
    expect(breaker.isValid(second, 2 * INITIAL)).toBe(false);
    breaker.release(second);
    expect(breaker.tryAcquire(0)).toEqual({ retryInMs: INITIAL });
  });

  it.each([
    [
      "a success",
      (c: CircuitBreaker, p: Permit) => c.recordSuccess(p),
      INITIAL,
      false,
    ],
    [
      "a fault that opens the circuit",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, OPEN_CIRCUIT, 1),
      INITIAL,
    ],
    [
      "a transient fault",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, TRANSIENT, 1),
      INITIAL,
    ],
    [
      "a short Retry-After",
      (c: CircuitBreaker, p: Permit) => c.recordFailure(p, retryAfter(5), 1),
      INITIAL,
    ],
    [
      "a long Retry-After",
      (c: CircuitBreaker, p: Permit) =>
        c.recordFailure(p, retryAfter(2 * INITIAL), 1),
      2 * INITIAL + 1,
    ],
    [
      "an endless Retry-After",
      (c: CircuitBreaker, p: Permit) =>
        c.recordFailure(p, retryAfter(Infinity), 1),
      MAX + 1,
    ],
  ])(
    "neither closes the circuit nor doubles its time, but may extend it: %s",
    (_, record, until, result: unknown = undefined) => {
      const breaker = create();
      const [first, second] = [acquire(breaker, 0), acquire(breaker, 0)];
      breaker.recordFailure(first, OPEN_CIRCUIT, 0);

      expect(record(breaker, second)).toBe(result);
      expect(breaker.tryAcquire(0)).toEqual({ retryInMs: until });
      const probe = acquire(breaker, until);
      expect(breaker.recordFailure(probe, OPEN_CIRCUIT, until)).toBe(
        2 * INITIAL,
      );
    },
  );

  it("has no effect once the circuit is closed", () => {
    const breaker = create();
    const [first, second] = [acquire(breaker, 0), acquire(breaker, 0)];
    breaker.recordFailure(first, OPEN_CIRCUIT, 0);
    breaker.recordSuccess(acquire(breaker, INITIAL));

    expect(
      breaker.recordFailure(second, OPEN_CIRCUIT, INITIAL),
    ).toBeUndefined();
    expect(breaker.tryAcquire(INITIAL)).toMatchObject({ isProbe: false });
  });

  it("delays a probe that has not called yet, if its Retry-After requests more time", () => {
    const breaker = create();
    const [first, second] = [acquire(breaker, 0), acquire(breaker, 0)];
    breaker.recordFailure(first, OPEN_CIRCUIT, 0);
    const probe = acquire(breaker, INITIAL);
    breaker.recordFailure(second, retryAfter(10), INITIAL);

    expect(breaker.isValid(probe, INITIAL)).toBe(false);
    expect(breaker.isValid(probe, INITIAL + 10)).toBe(true);
  });
});
