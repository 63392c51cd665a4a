import { describe, expect, it } from "@jest/globals";
import { CircuitOpenError } from "../../../functions/send-read-receipt/circuit-open-error.ts";
import { createPlatformCircuitBreakers } from "../../../functions/send-read-receipt/platform-circuit-breakers.ts";
import {
  NeedsOperatorError,
  RetryAfterError,
} from "../../../shared/runtime/errors.ts";
import { eventually } from "../../support/eventually.ts";
import { createKeptLog } from "../../support/log.ts";
import { createManualClock } from "./manual-clock.ts";

const FIRST = 60_000;
const PATIENCE = 20_000;
const stop = new NeedsOperatorError("It was answered 503.");

function createTested() {
  const clock = createManualClock();
  const { log, lines } = createKeptLog();
  const guard = createPlatformCircuitBreakers({
    initialOpenMs: FIRST,
    maxOpenMs: 10 * FIRST,
    maxWaitMs: PATIENCE,
    functionName: "tested",
    log,
    clock,
  });
  const call = async (result: Error | string, channel = "c") => {
    using admission = await guard.acquire(channel);
    return await admission.call(() =>
      result instanceof Error
        ? Promise.reject(result)
        : Promise.resolve(result),
    );
  };
  return { clock, lines, guard, call };
}

/** One whose channel `c` rests. */
async function createPaused(error: Error = stop) {
  const tested = createTested();
  await expect(tested.call(error)).rejects.toBe(error);
  return tested;
}

const pausedFor = (seconds: number) => ({
  name: "PausedError",
  message: `Calling the platform of c is paused for another ${seconds} s.`,
});

describe("an event that finds a pause", () => {
  it("is put back at once when the rest is longer than its patience", async () => {
    const { call, clock } = await createPaused();
    clock.advance(FIRST - PATIENCE - 1);

    await expect(call("SENT")).rejects.toMatchObject(pausedFor(21));
    expect(clock.sleeping()).toBe(0);
  });

  it("waits for a short rest, and goes on", async () => {
    const { call, clock } = await createPaused();
    clock.advance(FIRST - PATIENCE);

    const waiting = call("SENT");
    await eventually(() => expect(clock.sleeping()).toBe(1));
    clock.advance(PATIENCE);
    expect(await waiting).toBe("SENT");
  });

  it("of another channel calls at once", async () => {
    const { call } = await createPaused();

    expect(await call("SENT", "another")).toBe("SENT");
  });

  it("says so in one line, without a stack", async () => {
    const { call } = await createPaused();

    const error = await call("SENT").catch((caught: unknown) => caught);
    expect((error as Error).stack).toBe(
      "PausedError: Calling the platform of c is paused for another 60 s.",
    );
  });
});

describe("while a probe is under way", () => {
  async function createProbing() {
    const tested = await createPaused();
    tested.clock.advance(FIRST);
    const answer = Promise.withResolvers<string>();
    const admission = await tested.guard.acquire("c");
    const probe = admission.call(() => answer.promise);
    return { ...tested, probe, answer };
  }

  it("others wait, and go on once it is answered", async () => {
    const { call, clock, probe, answer } = await createProbing();
    const waiting = [call("one"), call("two")];
    await eventually(() => expect(clock.sleeping()).toBe(2));

    answer.resolve("SENT");
    await probe;
    clock.advance(100);
    expect(await Promise.all(waiting)).toEqual(["one", "two"]);
  });

  it("others wait, and are put back when it fails", async () => {
    const { call, clock, probe, answer } = await createProbing();
    const waiting = call("SENT");
    await eventually(() => expect(clock.sleeping()).toBe(1));

    answer.reject(stop);
    await expect(probe).rejects.toBe(stop);
    clock.advance(100);
    await expect(waiting).rejects.toMatchObject(pausedFor(120));
  });

  it("others wait no longer than their patience", async () => {
    const { call, clock } = await createProbing();
    const waiting = call("SENT");
    await eventually(() => expect(clock.sleeping()).toBe(1));

    clock.advance(PATIENCE);
    await expect(waiting).rejects.toMatchObject({
      name: "PausedError",
      message: expect.stringMatching(/paused until one call was answered\.$/),
    });
  });
});

it("leaves a probe that is not made to another event, at the end of the block", async () => {
  const { call, clock, guard } = await createPaused();
  clock.advance(FIRST);
  {
    using unused = await guard.acquire("c");
    expect(unused).toBeDefined();
  }

  expect(await call("SENT")).toBe("SENT");
});

describe("events that call at the same time", () => {
  it("fail with one ERROR for all: the others' are put back", async () => {
    const { guard } = createTested();
    const admissions = await Promise.all(
      [1, 2, 3].map(() => guard.acquire("c")),
    );
    const errors = await Promise.all(
      admissions.map((each) =>
        each
          .call(() => Promise.reject(stop))
          .catch((error: unknown) => error as Error),
      ),
    );

    expect(errors.map(({ name }) => name)).toEqual([
      "NeedsOperatorError",
      "PausedError",
      "PausedError",
    ]);
    expect(errors[1]?.cause).toBe(stop);
  });

  it("don't call when a pause has begun since they were let in", async () => {
    const { guard, call } = createTested();
    using late = await guard.acquire("c");
    await expect(call(stop)).rejects.toBe(stop);
    let calls = 0;

    const called = late.call(() => Promise.resolve((calls += 1)));
    await expect(called).rejects.toBeInstanceOf(CircuitOpenError);
    expect(calls).toBe(0);
  });
});

describe("the log", () => {
  it("says when a pause begins, how long it is, and when it ends", async () => {
    const { call, clock, lines } = await createPaused();
    clock.advance(FIRST);
    await call(stop).catch(() => undefined);
    clock.advance(2 * FIRST);
    await call("SENT");
    await call("SENT");

    const fields = { function: "tested", channel: "c" };
    const begins = "Circuit breaker opened";
    const ends = "Circuit breaker closed";
    expect(lines).toMatchObject([
      {
        severity: "WARNING",
        message: begins,
        fields: { ...fields, seconds: 60 },
      },
      {
        severity: "WARNING",
        message: begins,
        fields: { ...fields, seconds: 120 },
      },
      { severity: "INFO", message: ends, fields },
    ]);
  });

  it("is silent about failures that pass", async () => {
    const { call, lines } = createTested();
    const error = new Error("It was answered 500.");

    await expect(call(error)).rejects.toBe(error);
    expect(await call("SENT")).toBe("SENT");
    expect(lines).toEqual([]);
  });
});

it("pauses for as long as the platform says", async () => {
  const { call, clock } = await createPaused(
    new RetryAfterError("It was answered 429.", 200_000),
  );

  await expect(call("SENT")).rejects.toMatchObject(pausedFor(200));
  clock.advance(200_000);
  expect(await call("SENT")).toBe("SENT");
});
