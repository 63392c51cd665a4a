import { expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  createCircuitBreaker,
  type Fault,
  type Permit,
} from "../../../functions/send-read-receipt/circuit-breaker.ts";

const MAX = 80;

type Result = "SUCCESS" | "RELEASED" | Fault;

const retryAfterMs = fc.integer({ min: 0, max: 2 * MAX });
const Results: fc.Arbitrary<Result> = fc.oneof(
  fc.constantFrom("SUCCESS" as const, "RELEASED" as const),
  fc.constant({ kind: "TRANSIENT" } as const),
  fc.record({
    kind: fc.constantFrom("OPEN_CIRCUIT", "RETRY_AFTER"),
    retryAfterMs,
  }),
);
/** Time passes, an event acquires a permit, or a call in progress ends with a result. */
const Steps = fc.array(
  fc.oneof(
    fc.record({ passes: fc.integer({ min: 0, max: MAX }) }),
    fc.constant("acquire" as const),
    fc.record({ which: fc.nat(), result: Results }),
  ),
  { maxLength: 60, size: "max" },
);

/** Creates a circuit breaker beside a simple model of it, and compares the two after each step. */
function createModel() {
  const breaker = createCircuitBreaker({
    initialOpenMs: 10,
    maxOpenMs: MAX,
  });
  const inProgress: Permit[] = [];
  const used: Permit[] = [];
  let now = 0;
  let openUntil: number | undefined;
  const isOpen = () => openUntil !== undefined && now < openUntil;
  const probes = () => inProgress.filter(({ isProbe }) => isProbe).length;

  return {
    pass(ms: number) {
      now += ms;
    },
    acquire() {
      const mayCall = openUntil === undefined || (!isOpen() && probes() === 0);
      const answer = breaker.tryAcquire(now);
      expect("isProbe" in answer).toBe(mayCall);
      if ("isProbe" in answer) {
        expect(answer.isProbe).toBe(openUntil !== undefined);
        inProgress.push(answer);
      } else {
        const retryInMs = isOpen() ? (openUntil ?? 0) - now : undefined;
        expect(answer).toEqual({ retryInMs });
      }
    },
    end(which: number, result: Result) {
      const [permit] = inProgress.splice(which % inProgress.length, 1);
      if (!permit) return;
      if (result === "RELEASED") {
        breaker.release(permit);
        return;
      }
      used.push(permit);
      if (result === "SUCCESS") {
        expect(breaker.recordSuccess(permit)).toBe(permit.isProbe);
        if (permit.isProbe) openUntil = undefined;
      } else {
        const openMs = breaker.recordFailure(permit, result, now);
        if (permit.isProbe) expect(openMs).toBeDefined();
        if (openMs !== undefined) {
          expect(openMs).toBeLessThanOrEqual(MAX);
          openUntil = now + openMs;
        } else if (openUntil !== undefined && result.kind !== "TRANSIENT") {
          const requested = now + Math.min(result.retryAfterMs, MAX);
          openUntil = Math.max(openUntil, requested);
        }
      }
    },
    check() {
      for (const permit of used) breaker.release(permit); // has no effect
      const mayCall = inProgress.filter((each) => breaker.isValid(each, now));
      if (isOpen()) expect(mayCall).toEqual([]);
      else if (openUntil !== undefined) expect(mayCall).toHaveLength(probes());
      expect(probes()).toBeLessThanOrEqual(1);
    },
  };
}

it("allows no call while it is open, and one probe after that, in any order of steps", () => {
  fc.assert(
    fc.property(Steps, (steps) => {
      const model = createModel();
      for (const step of steps) {
        if (step === "acquire") model.acquire();
        else if ("passes" in step) model.pass(step.passes);
        else model.end(step.which, step.result);
        model.check();
      }
    }),
    { numRuns: 300 },
  );
});
