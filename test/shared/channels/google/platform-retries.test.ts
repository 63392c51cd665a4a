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
import { serveStandIn } from "./serve-platform.ts";

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
      await using standIn = await serveStandIn(of);
      await standIn.fail(failure);

      const result = await standIn.markRead();

      expect(result).toEqual({ outcome: "SENT" });
      const [first, ...others] = (await standIn.requests()).map(
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
      await using standIn = await serveStandIn(of);
      await standIn.fail({ hang: true });

      const result = await standIn.markRead(1000);

      expect(result).toEqual({ outcome: "SENT" });
      expect(await standIn.requests()).toHaveLength(2);
    });

    it("waits as long as Retry-After says", async () => {
      await using standIn = await serveStandIn(of);
      await standIn.fail({ status: 429, retryAfter: 1 });

      const result = await standIn.markRead();

      expect(result).toEqual({ outcome: "SENT" });
      const [first, second, ...more] = (await standIn.requests()).map(
        ({ time }) => Date.parse(time),
      );
      expect(second! - first!).toBeGreaterThanOrEqual(990);
      expect(more).toEqual([]);
    });

    it("is left to the caller, with the time, when Retry-After is beyond the budget", async () => {
      await using standIn = await serveStandIn(of);
      await standIn.fail({ status: 429, retryAfter: 25 });

      const error = await standIn
        .markRead(1000)
        .catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(RetryAfterError);
      expect(error).toMatchObject({
        message: expect.stringMatching(/answered 429.* 25 s\.$/),
        retryAfterMs: 25_000,
      });
      expect(await standIn.requests()).toHaveLength(1);
    });

    it.each([
      ["500", { status: 500, count: FOREVER }, /was answered 500\./],
      ["429", { status: 429, count: FOREVER }, /was answered 429\./],
      ["a broken connection", { reset: true, count: FOREVER }, /got no answer/],
    ])(
      "is left to the queue after four requests: %s",
      async (__, failure, message) => {
        await using standIn = await serveStandIn(of);
        await standIn.fail(failure);

        const call = standIn.markRead();

        await expect(call).rejects.toThrow(message);
        await expect(call).rejects.not.toBeInstanceOf(NeedsOperatorError);
        await expect(call).rejects.not.toBeInstanceOf(RetryAfterError);
        expect(await standIn.requests()).toHaveLength(4);
      },
    );

    it("is left to the queue when no call is answered in time", async () => {
      await using standIn = await serveStandIn(of);
      await standIn.fail({ hang: true, count: FOREVER });

      await expect(standIn.markRead(100)).rejects.toThrow(
        /got no answer \(TimeoutError\)/,
      );
      expect((await standIn.requests()).length).toBeLessThanOrEqual(4);
    });

    it("is left to the queue when nobody listens", async () => {
      const standIn = await serveStandIn(of);
      await standIn[Symbol.asyncDispose]();

      await expect(standIn.markRead()).rejects.toThrow(
        /^(PATCH|POST) .* got no answer \(connection error\)\.$/,
      );
    });
  },
);
