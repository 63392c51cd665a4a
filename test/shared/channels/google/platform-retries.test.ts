import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import {
  NeedsOperatorError,
  RetryAfterError,
} from "../../../../shared/runtime/errors.ts";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";
import { serveSimulator } from "./serve-platform.ts";

const FOREVER = 1000;

beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0); // no wait before another try
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe.each(EACH_GOOGLE_CHANNEL)(
  "what passes by itself, over %s,",
  (_, of) => {
    it.each([
      ["429 once", { status: 429 }, 2],
      ["500 twice", { status: 500, count: 2 }, 3],
      ["500 three times", { status: 500, count: 3 }, 4],
      ["a broken connection once", { reset: true }, 2],
    ])("is tried again until it is SENT: %s", async (__, failure, requests) => {
      await using simulator = await serveSimulator(of);
      await simulator.fail(failure);

      const result = await simulator.markRead();

      expect(result).toEqual({ outcome: "SENT" });
      const [first, ...others] = (await simulator.requests()).map(
        ({ method, path, body, authorized }) => [
          method,
          path,
          body,
          authorized,
        ],
      );
      expect(others).toEqual(Array(requests - 1).fill(first));
    });

    it("is tried again when a call took too long", async () => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ hang: true });

      const result = await simulator.markRead(1000);

      expect(result).toEqual({ outcome: "SENT" });
      expect(await simulator.requests()).toHaveLength(2);
    });

    it("waits as long as Retry-After says", async () => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ status: 429, retryAfter: 1 });

      const result = await simulator.markRead();

      expect(result).toEqual({ outcome: "SENT" });
      const [first, second, ...more] = (await simulator.requests()).map(
        ({ time }) => Date.parse(time),
      );
      expect(second! - first!).toBeGreaterThanOrEqual(990);
      expect(more).toEqual([]);
    });

    it("is left to the caller, with the time, when Retry-After is beyond the budget", async () => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ status: 429, retryAfter: 25 });

      const error = await simulator
        .markRead(1000)
        .catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(RetryAfterError);
      expect(error).toMatchObject({
        message: expect.stringMatching(/answered 429.* 25 s\.$/),
        retryAfterMs: 25_000,
      });
      expect(await simulator.requests()).toHaveLength(1);
    });

    it.each([
      ["500", { status: 500, count: FOREVER }, /was answered 500\./],
      ["429", { status: 429, count: FOREVER }, /was answered 429\./],
      ["a broken connection", { reset: true, count: FOREVER }, /got no answer/],
    ])(
      "is left to the queue after four requests: %s",
      async (__, failure, message) => {
        await using simulator = await serveSimulator(of);
        await simulator.fail(failure);

        const call = simulator.markRead();

        await expect(call).rejects.toThrow(message);
        await expect(call).rejects.not.toBeInstanceOf(NeedsOperatorError);
        await expect(call).rejects.not.toBeInstanceOf(RetryAfterError);
        expect(await simulator.requests()).toHaveLength(4);
      },
    );

    it("is left to the queue when no call is answered in time", async () => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ hang: true, count: FOREVER });

      await expect(simulator.markRead(100)).rejects.toThrow(
        /got no answer \(TimeoutError\)/,
      );
      expect((await simulator.requests()).length).toBeLessThanOrEqual(4);
    });

    it("is left to the queue when nobody listens", async () => {
      const simulator = await serveSimulator(of);
      await simulator[Symbol.asyncDispose]();

      await expect(simulator.markRead()).rejects.toThrow(
        /^(PATCH|POST) .* got no answer \(connection error\)\.$/,
      );
    });
  },
);
