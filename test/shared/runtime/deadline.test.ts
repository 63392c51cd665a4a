import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import {
  DeadlineError,
  withDeadline,
} from "../../../shared/runtime/deadline.ts";

const never = new Promise<never>(() => {});

describe("withDeadline", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it("gives what the work gives, and leaves no timer behind", async () => {
    await expect(withDeadline(Promise.resolve(7), 50, "It")).resolves.toBe(7);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("passes on the work's own failure, and leaves no timer behind", async () => {
    const failure = new TypeError("broken");
    const work = withDeadline(Promise.reject(failure), 50, "It");
    await expect(work).rejects.toBe(failure);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("rejects once the time is up, and says what took too long", async () => {
    const work = withDeadline(never, 50, "The store");
    jest.advanceTimersByTime(50);
    await expect(work).rejects.toEqual(
      new DeadlineError("The store took longer than 50 ms."),
    );
  });

  it("waits for as long as it was told", async () => {
    const work = withDeadline(never, 50, "The store").catch(() => "too late");
    jest.advanceTimersByTime(49);
    await expect(Promise.race([work, settledLater()])).resolves.toBe("waiting");
  });

  it("tells apart by its class that the time was up", async () => {
    const work = withDeadline(never, 1, "It");
    jest.advanceTimersByTime(1);
    await expect(work).rejects.toBeInstanceOf(DeadlineError);
  });
});

/** Settles after everything that is settled already has been noticed. */
async function settledLater(): Promise<string> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  return "waiting";
}
