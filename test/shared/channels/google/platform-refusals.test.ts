import { describe, expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../../shared/runtime/errors.ts";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";
import { newName, platformAt, serveSimulator } from "./serve-platform.ts";

const FOREVER = 1000;

describe.each(EACH_GOOGLE_CHANNEL)("what doesn't pass, over %s,", (_, of) => {
  it.each([400, 403, 404, 409, 412])(
    "is refused by %d, after one request",
    async (code) => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ status: code, count: FOREVER });

      const result = await simulator.markRead();

      const reason = expect.stringMatching(new RegExp(`${code}.*\\.$`));
      expect(result).toEqual({ outcome: "REJECTED", httpStatus: code, reason });
      expect(await simulator.requests()).toHaveLength(1);
    },
  );

  it("is known as the platform's, however the base URL is written", async () => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ status: 403 });
    const url = simulator.url.replace("http://127.0.0.1", "HTTP://127.1");

    const call = platformAt(of, url).markRead(newName(of), undefined);

    expect(await call).toMatchObject({ outcome: "REJECTED", httpStatus: 403 });
  });

  it("needs an operator: 401, after one request", async () => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ status: 401, count: FOREVER });

    const error = await simulator.markRead().catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(NeedsOperatorError);
    expect(error).toMatchObject({
      message: expect.stringContaining("answered 401"),
      retryAfterMs: 0,
    });
    expect(await simulator.requests()).toHaveLength(1);
  });

  it("is not believed: a 200 without a JSON object", async () => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ malformedResponse: true });

    await expect(simulator.markRead()).rejects.toThrow(
      /answered 200, but not with a JSON object/,
    );
  });
});
