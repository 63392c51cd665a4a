import { describe, expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../../shared/runtime/errors.ts";
import { googleChannel } from "../google/channels.ts";
import { serveSimulator } from "../google/serve-platform.ts";

const FOREVER = 1000;
const of = googleChannel("business-messages");

describe("what the guide for high-volume agents tells apart", () => {
  it.each([
    [0, {}],
    [300_000, { retryAfter: 300 }],
  ])(
    "is 503, which asks to stop: after one request, in %d ms at the soonest",
    async (retryAfterMs, header) => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ status: 503, ...header, count: FOREVER });

      const error = await simulator
        .markRead()
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(NeedsOperatorError);
      expect(error).toMatchObject({
        message: expect.stringContaining("answered 503"),
        retryAfterMs,
      });
      expect(await simulator.requests()).toHaveLength(1);
    },
  );

  it.each([502, 504])("comes again later: %d", async (status) => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ status, count: FOREVER });

    await expect(simulator.markRead()).rejects.toThrow(`answered ${status}`);
    expect(await simulator.requests()).toHaveLength(1);
  });
});
