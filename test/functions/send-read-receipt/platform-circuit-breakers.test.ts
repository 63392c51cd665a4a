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

const INITIAL = 60_000;
const MAX_WAIT = 20_000;
const unavailable = new NeedsOperatorError("It was answered 503.");

function createTested() {
  const clock = createManualClock();
  const { log, lines } = createKeptLog();
  const breakers = createPlatformCircuitBreakers({
    initialOpenMs: INITIAL,
    maxOpenMs: 10 * INITIAL,
    maxWaitMs: MAX_WAIT,
    functionName: "tested",
    log,
    clock,
  });
  const call = async (result: Error | string, channel = "c") => {
    using permit = await breakers.acquire(channel);
    return await permit.call(() =>
      result instanceof Error
        ? Promise.reject(result)
        : Promise.resolve(result),
    );
  };
  return { clock, lines, breakers, call };
}

/** Creates one whose circuit of the channel `c` is open. */
async function createOpen(error: Error = unavailable) {
  const tested = createTested();
  await expect(tested.call(error)).rejects.toBe(error);
  return tested;
}

const openFor = (seconds: number) => ({
  name: "CircuitOpenError",
  message: `The circuit to the platform API of c is open for another ${seconds} s.`,
});

describe("an event that meets an open circuit", () => {
  it("is redelivered at once when the remaining time exceeds the longest wait", async () => {
    const { call, clock } = await createOpen();
    clock.advance(INITIAL - MAX_WAIT - 1);

    await expect(call("SENT")).rejects.toMatchObject(openFor(21));
    expect(clock.sleeping()).toBe(0);
  });

  it("waits when the remaining time is short, then calls", async () => {
    const { call, clock } = await createOpen();
    clock.advance(INITIAL - MAX_WAIT);

    const waiting = call("SENT");
    await eventually(() => expect(clock.sleeping()).toBe(1));
    clock.advance(MAX_WAIT);
    expect(await waiting).toBe("SENT");
  });

  it("of another channel calls at once", async () => {
    const { call } = await createOpen();

    expect(await call("SENT", "another")).toBe("SENT");
  });

  it("fails with an error of one line, without a stack", async () => {
    const { call } = await createOpen();

    const error = await call("SENT").catch((caught: unknown) => caught);
    expect((error as Error).stack).toBe(
      "CircuitOpenError: The circuit to the platform API of c is open for another 60 s.",
    );
  });
});

describe("while a probe is in progress", () => {
  async function createProbing() {
    const tested = await createOpen();
    tested.clock.advance(INITIAL);
    const answer = Promise.withResolvers<string>();
    const permit = await tested.breakers.acquire("c");
    const probe = permit.call(() => answer.promise);
    return { ...tested, probe, answer };
  }

  it("other events wait, and call once it succeeds", async () => {
    const { call, clock, probe, answer } = await createProbing();
    const waiting = [call("one"), call("two")];
    await eventually(() => expect(clock.sleeping()).toBe(2));

    answer.resolve("SENT");
    await probe;
    clock.advance(100);
    expect(await Promise.all(waiting)).toEqual(["one", "two"]);
  });

  it("other events wait, and are redelivered when it fails", async () => {
    const { call, clock, probe, answer } = await createProbing();
    const waiting = call("SENT");
    await eventually(() => expect(clock.sleeping()).toBe(1));

    answer.reject(unavailable);
    await expect(probe).rejects.toBe(unavailable);
    clock.advance(100);
    await expect(waiting).rejects.toMatchObject(openFor(120));
  });

  it("other events wait no longer than the longest wait", async () => {
    const { call, clock } = await createProbing();
    const waiting = call("SENT");
    await eventually(() => expect(clock.sleeping()).toBe(1));

    clock.advance(MAX_WAIT);
    await expect(waiting).rejects.toMatchObject({
      name: "CircuitOpenError",
      message: expect.stringMatching(/open until a probe succeeds\.$/),
    });
  });
});

it("releases an unused probe at the end of the block, so that another event gets it", async () => {
  const { call, clock, breakers } = await createOpen();
  clock.advance(INITIAL);
  {
    using unused = await breakers.acquire("c");
    expect(unused).toBeDefined();
  }

  expect(await call("SENT")).toBe("SENT");
});

describe("concurrent calls", () => {
  it("fail with one operator error; the others' events are redelivered", async () => {
    const { breakers } = createTested();
    const permits = await Promise.all(
      [1, 2, 3].map(() => breakers.acquire("c")),
    );
    const errors = await Promise.all(
      permits.map((each) =>
        each
          .call(() => Promise.reject(unavailable))
          .catch((error: unknown) => error as Error),
      ),
    );

    expect(errors.map(({ name }) => name)).toEqual([
      "NeedsOperatorError",
      "CircuitOpenError",
      "CircuitOpenError",
    ]);
    expect(errors[1]?.cause).toBe(unavailable);
  });

  it("aren't made if the circuit has opened since their permit", async () => {
    const { breakers, call } = createTested();
    using late = await breakers.acquire("c");
    await expect(call(unavailable)).rejects.toBe(unavailable);
    let calls = 0;

    const called = late.call(() => Promise.resolve((calls += 1)));
    await expect(called).rejects.toBeInstanceOf(CircuitOpenError);
    expect(calls).toBe(0);
  });
});

describe("the log", () => {
  it("records when the circuit opens, for how long, and when it closes", async () => {
    const { call, clock, lines } = await createOpen();
    clock.advance(INITIAL);
    await call(unavailable).catch(() => undefined);
    clock.advance(2 * INITIAL);
    await call("SENT");
    await call("SENT");

    const fields = { function: "tested", channel: "c" };
    const opened = "Circuit breaker opened";
    const closed = "Circuit breaker closed";
    expect(lines).toMatchObject([
      {
        severity: "WARNING",
        message: opened,
        fields: { ...fields, seconds: 60 },
      },
      {
        severity: "WARNING",
        message: opened,
        fields: { ...fields, seconds: 120 },
      },
      { severity: "INFO", message: closed, fields },
    ]);
  });

  it("has no entry for transient failures", async () => {
    const { call, lines } = createTested();
    const error = new Error("It was answered 500.");

    await expect(call(error)).rejects.toBe(error);
    expect(await call("SENT")).toBe("SENT");
    expect(lines).toEqual([]);
  });
});

it("stays open for as long as the platform requests", async () => {
  const { call, clock } = await createOpen(
    new RetryAfterError("It was answered 429.", 200_000),
  );

  await expect(call("SENT")).rejects.toMatchObject(openFor(200));
  clock.advance(200_000);
  expect(await call("SENT")).toBe("SENT");
});
