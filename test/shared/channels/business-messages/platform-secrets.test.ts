import { expect, it } from "@jest/globals";
import { NeedsOperatorError } from "../../../../shared/errors.ts";
import { textsOf } from "../../../support/error-texts.ts";
import { NAME, platformAt, serveStandIn, TOKEN } from "./serve-platform.ts";
import { serveRecorder } from "./serve-recorder.ts";

it.each([
  ["500", { status: 500 }],
  ["429", { status: 429 }],
  ["401", { status: 401 }],
  ["502", { status: 502 }],
  ["no answer", { hang: true }],
  ["a broken connection", { reset: true }],
  ["no JSON", { garbage: true }],
])("shows no token in an error: %s", async (_, failure) => {
  await using standIn = await serveStandIn();
  await standIn.fail({ ...failure, times: 1000 });

  const error = await standIn.markRead(100).catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(Error);
  expect(textsOf(error)).toContain("PATCH /v1/conversations/c");
  expect(textsOf(error)).not.toContain(TOKEN);
});

it.each([301, 302, 303, 307, 308])(
  "follows no redirect, which would take the token to another server (%d)",
  async (status) => {
    await using other = await serveRecorder((response) => response.end("{}"));
    await using redirecting = await serveRecorder((response) =>
      response.writeHead(status, { Location: `${other.url}/v1` }).end(),
    );

    const error = await platformAt(redirecting.url)
      .markRead(NAME, undefined)
      .catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NeedsOperatorError);
    expect(textsOf(error)).not.toContain(TOKEN);
    expect(other.requests).toEqual([]);
    expect(redirecting.requests).toMatchObject([
      { headers: { authorization: `Bearer ${TOKEN}` } },
    ]);
  },
);
