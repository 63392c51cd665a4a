import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import { RetryAfterError } from "../../../../shared/runtime/errors.ts";
import { googleChannel } from "../google/channels.ts";
import { serveSimulator } from "../google/serve-platform.ts";

const of = googleChannel("rcs");
const FOREVER = 1000;

beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0); // no wait before another try
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe("what passes by itself", () => {
  it.each([429, 500, 502, 503, 504])(
    "is tried again at once: %d",
    async (status) => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ status, count: 2 });

      expect(await simulator.markRead()).toEqual({ outcome: "SENT" });
      expect(await simulator.requests()).toHaveLength(3);
    },
  );

  it.each([500, 502, 503, 504])(
    "comes again later, and stops no other call: %d",
    async (status) => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ status, count: FOREVER });

      const error = await simulator
        .markRead()
        .catch((caught: unknown) => caught);

      // Neither of the errors that pause all calls.
      expect((error as Error).constructor).toBe(Error);
      expect((error as Error).message).toContain(`answered ${status}`);
      expect(await simulator.requests()).toHaveLength(4);
    },
  );

  it("pauses all calls for as long as a 503 says", async () => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ status: 503, retryAfter: 300, count: FOREVER });

    const error = await simulator.markRead().catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(RetryAfterError);
    expect(error).toMatchObject({ retryAfterMs: 300_000 });
    expect(await simulator.requests()).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it.each([
    [400, "The platform answered 400 to agentEvents."],
    [403, "The platform answered 403 to agentEvents."],
    [404, "The platform answered 404 to agentEvents: the phone has no RCS."],
  ])("says why: %d", async (code, reason) => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ status: code, count: FOREVER });

    expect(await simulator.markRead()).toEqual({
      outcome: "REJECTED",
      httpStatus: code,
      reason,
    });
    expect(await simulator.requests()).toHaveLength(1);
  });
});
