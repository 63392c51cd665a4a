import { describe, expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../../shared/errors.ts";
import { NAME, platformAt, serveStandIn } from "./serve-platform.ts";

const FOREVER = 1000;

describe("what doesn't pass", () => {
  it.each([400, 403, 404, 409, 412])(
    "is refused by %d, after one request",
    async (code) => {
      await using standIn = await serveStandIn();
      await standIn.fail({ status: code, times: FOREVER });

      const result = await standIn.markRead();

      const reason = expect.stringMatching(new RegExp(`${code}.*\\.$`));
      expect(result).toEqual({ outcome: "REFUSED", code, reason });
      expect(await standIn.requests()).toHaveLength(1);
    },
  );

  it("is known as the platform's, however the base URL is written", async () => {
    await using standIn = await serveStandIn();
    await standIn.fail({ status: 403 });
    const url = standIn.url.replace("http://127.0.0.1", "HTTP://127.1");

    const call = platformAt(url).markRead(NAME, undefined);

    expect(await call).toMatchObject({ outcome: "REFUSED", code: 403 });
  });

  it.each([
    [401, 0, {}],
    [503, 0, {}],
    [503, 300_000, { retryAfter: 300 }],
  ])(
    "needs an operator: %d, after one request, in %d ms at the soonest",
    async (status, retryAfterMs, header) => {
      await using standIn = await serveStandIn();
      await standIn.fail({ status, ...header, times: FOREVER });

      const error = await standIn.markRead().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(NeedsOperatorError);
      expect(error).toMatchObject({
        message: expect.stringContaining(`answered ${status}`),
        retryAfterMs,
      });
      expect(await standIn.requests()).toHaveLength(1);
    },
  );

  it.each([502, 504])("comes again later: %d", async (status) => {
    await using standIn = await serveStandIn();
    await standIn.fail({ status, times: FOREVER });

    await expect(standIn.markRead()).rejects.toThrow(`answered ${status}`);
    expect(await standIn.requests()).toHaveLength(1);
  });

  it("is not believed: a 200 without a JSON object", async () => {
    await using standIn = await serveStandIn();
    await standIn.fail({ garbage: true });

    await expect(standIn.markRead()).rejects.toThrow(
      /answered 200, but not with a JSON object/,
    );
  });
});
