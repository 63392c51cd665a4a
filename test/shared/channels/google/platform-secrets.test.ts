import { describe, expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../../shared/runtime/errors.ts";
import { textsOf } from "../../../support/error-texts.ts";
import { FORBIDDEN } from "../../../support/secrets.ts";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";
import {
  newName,
  platformAt,
  serveSimulator,
  TOKEN,
} from "./serve-platform.ts";
import { serveRecorder } from "./serve-recorder.ts";

/** What of an error's texts no log may hold. */
function forbiddenIn(error: unknown): string[] {
  const text = textsOf(error);
  return FORBIDDEN.filter(({ isIn }) => isIn(text)).map(({ kind }) => kind);
}

describe.each(EACH_GOOGLE_CHANNEL)("what an error shows, over %s,", (_, of) => {
  it.each([
    ["500", { status: 500 }],
    ["429", { status: 429 }],
    ["a long wait", { status: 429, retryAfter: 60 }],
    ["401", { status: 401 }],
    ["502", { status: 502 }],
    ["503", { status: 503 }],
    ["no answer", { hang: true }],
    ["a broken connection", { reset: true }],
    ["no JSON", { malformedResponse: true }],
  ])(
    "says which message it is about, without a token or a phone number: %s",
    async (__, failure) => {
      await using simulator = await serveSimulator(of);
      await simulator.fail({ ...failure, count: 1000 });
      const name = newName(of);

      const error = await simulator
        .markRead(100, name)
        .catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(Error);
      expect(textsOf(error)).toContain(of.channel.redactedName(name));
      expect(forbiddenIn(error)).toEqual([]);
    },
  );

  it("holds no phone number where nobody listens", async () => {
    const simulator = await serveSimulator(of);
    await simulator[Symbol.asyncDispose]();

    const error = await simulator.markRead().catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(Error);
    expect(forbiddenIn(error)).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])(
    "tells that no redirect was followed, which would take the token to another server (%d)",
    async (status) => {
      await using other = await serveRecorder((response) => response.end("{}"));
      await using redirecting = await serveRecorder((response) =>
        response.writeHead(status, { Location: `${other.url}/v1` }).end(),
      );

      const error = await platformAt(of, redirecting.url)
        .markRead(newName(of), undefined)
        .catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(NeedsOperatorError);
      expect(forbiddenIn(error)).toEqual([]);
      expect(other.requests).toEqual([]);
      expect(redirecting.requests).toMatchObject([
        { headers: { authorization: `Bearer ${TOKEN}` } },
      ]);
    },
  );
});

describe.each(EACH_GOOGLE_CHANNEL)("a refusal's reason, over %s,", (_, of) => {
  it.each([400, 403, 404])("holds no phone number: %d", async (status) => {
    await using simulator = await serveSimulator(of);
    await simulator.fail({ status });

    const result = await simulator.markRead();

    const texts = JSON.stringify(result);
    expect(texts).toContain(String(status));
    expect(FORBIDDEN.filter(({ isIn }) => isIn(texts))).toEqual([]);
  });
});
