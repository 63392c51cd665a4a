import { expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  createCircuitBreaker,
  type Fault,
  type Permit,
} from "../../../functions/send-read-receipt/circuit-breaker.ts";

const LONGEST = 80;

type Result = "ANSWERED" | "UNUSED" | Fault;

const retryAfterMs = fc.integer({ min: 0, max: 2 * LONGEST });
const Results: fc.Arbitrary<Result> = fc.oneof(
  fc.constantFrom("ANSWERED" as const, "UNUSED" as const),
  fc.constant({ kind: "PASSING" } as const),
  fc.record({ kind: fc.constantFrom("STOP", "LATER"), retryAfterMs }),
);
/** Time passes, an event asks, or one of those that have leave comes back with a result. */
const Steps = fc.array(
  fc.oneof(
    fc.record({ passes: fc.integer({ min: 0, max: LONGEST }) }),
    fc.constant("an event asks" as const),
    fc.record({ which: fc.nat(), result: Results }),
  ),
  { maxLength: 60, size: "max" },
);

/** A cool-down beside the plainest account of its pauses, which it is compared with at each step. */
function createAccount() {
  const coolDown = createCircuitBreaker({
    initialOpenMs: 10,
    maxOpenMs: LONGEST,
  });
  const underWay: Permit[] = [];
  const used: Permit[] = [];
  let now = 0;
  let pausedUntil: number | undefined;
  const isPaused = () => pausedUntil !== undefined && now < pausedUntil;
  const probes = () => underWay.filter(({ isProbe }) => isProbe).length;

  return {
    pass(ms: number) {
      now += ms;
    },
    ask() {
      const mayCall =
        pausedUntil === undefined || (!isPaused() && probes() === 0);
      const answer = coolDown.tryAcquire(now);
      expect("isProbe" in answer).toBe(mayCall);
      if ("isProbe" in answer) {
        expect(answer.isProbe).toBe(pausedUntil !== undefined);
        underWay.push(answer);
      } else {
        const restMs = isPaused() ? (pausedUntil ?? 0) - now : undefined;
        expect(answer).toEqual({ restMs });
      }
    },
    comeBack(which: number, result: Result) {
      const [permit] = underWay.splice(which % underWay.length, 1);
      if (!permit) return;
      if (result === "UNUSED") {
        coolDown.release(permit);
        return;
      }
      used.push(permit);
      if (result === "ANSWERED") {
        expect(coolDown.recordSuccess(permit)).toBe(permit.isProbe);
        if (permit.isProbe) pausedUntil = undefined;
      } else {
        const pauseMs = coolDown.recordFailure(permit, result, now);
        if (permit.isProbe) expect(pauseMs).toBeDefined();
        if (pauseMs !== undefined) {
          expect(pauseMs).toBeLessThanOrEqual(LONGEST);
          pausedUntil = now + pauseMs;
        } else if (pausedUntil !== undefined && result.kind !== "PASSING") {
          const asked = now + Math.min(result.retryAfterMs, LONGEST);
          pausedUntil = Math.max(pausedUntil, asked);
        }
      }
    },
    check() {
      for (const permit of used) coolDown.release(permit); // changes nothing
      const mayCall = underWay.filter((each) => coolDown.isValid(each, now));
      if (isPaused()) expect(mayCall).toEqual([]);
      else if (pausedUntil !== undefined)
        expect(mayCall).toHaveLength(probes());
      expect(probes()).toBeLessThanOrEqual(1);
    },
  };
}

it("lets nobody call during a pause, and one after it, whatever happens when", () => {
  fc.assert(
    fc.property(Steps, (steps) => {
      const account = createAccount();
      for (const step of steps) {
        if (step === "an event asks") account.ask();
        else if ("passes" in step) account.pass(step.passes);
        else account.comeBack(step.which, step.result);
        account.check();
      }
    }),
    { numRuns: 300 },
  );
});
