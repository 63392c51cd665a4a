import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { OAuth2Client } from "google-auth-library";
import { NeedsOperatorError } from "../../../../shared/runtime/errors.ts";
import { textsOf } from "../../../support/error-texts.ts";
import { keepOutput } from "../../../support/output.ts";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";
import {
  createStaticClient,
  newName,
  platformAt,
  serveSimulator,
  TOKEN,
} from "./serve-platform.ts";
import { serveRecorder } from "./serve-recorder.ts";

/** Serves tokens, or errors while the status says so, and makes credentials that ask it for each token. */
async function serveTokens(status: () => number, expires_in = 3600) {
  const server = await serveRecorder((response) =>
    response
      .writeHead(status(), { "Content-Type": "application/json" })
      .end(JSON.stringify({ access_token: TOKEN, expires_in })),
  );
  const client = new OAuth2Client({
    endpoints: { oauth2TokenUrl: server.url },
    transporterOptions: { fetchImplementation: fetch },
  });
  client.setCredentials({ refresh_token: "refresh" });
  return { ...server, client };
}

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe.each(EACH_GOOGLE_CHANNEL)("a token, over %s,", (_, of) => {
  const NAME = newName(of);

  it("is asked for once, and used for all calls", async () => {
    await using tokens = await serveTokens(() => 200);
    await using simulator = await serveSimulator(of);
    const platform = platformAt(of, simulator.url, 5000, tokens.client);

    await platform.markRead(NAME, undefined);
    await platform.markRead(NAME, undefined);

    expect(tokens.requests).toHaveLength(1);
    expect(await simulator.requests()).toMatchObject([
      { authorized: true },
      { authorized: true },
    ]);
  });
});

describe.each(EACH_GOOGLE_CHANNEL)(
  "a token that can't be had, over %s,",
  (_, of) => {
    const NAME = newName(of);

    it.each([400, 401, 403, 404])(
      "needs an operator, and is no refusal by the platform (%d)",
      async (status) => {
        await using tokens = await serveTokens(() => status);
        await using simulator = await serveSimulator(of);
        const platform = platformAt(of, simulator.url, 5000, tokens.client);

        const call = platform.markRead(NAME, undefined);

        await expect(call).rejects.toBeInstanceOf(NeedsOperatorError);
        await expect(call).rejects.toHaveProperty(
          "cause.response.status",
          status,
        );
        expect(tokens.requests).toHaveLength(1);
        expect(await simulator.requests()).toEqual([]);
      },
    );

    it("is asked for again by the next event", async () => {
      let status = 403;
      await using tokens = await serveTokens(() => status);
      await using simulator = await serveSimulator(of);
      const platform = platformAt(of, simulator.url, 5000, tokens.client);
      await expect(platform.markRead(NAME, undefined)).rejects.toThrow();
      status = 200;

      expect(await platform.markRead(NAME, undefined)).toEqual({
        outcome: "SENT",
      });
    });

    it("is waited for ten seconds, no longer", async () => {
      const client = createStaticClient();
      client.getRequestHeaders = () => new Promise(() => undefined);
      jest.useFakeTimers();

      const call = platformAt(of, "http://127.0.0.1:1", 5000, client)
        .markRead(NAME, undefined)
        .catch((error: unknown) => error);
      await jest.advanceTimersByTimeAsync(10_000);

      const error = await call;
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(NeedsOperatorError);
    });

    it("passes by itself when its source is down", async () => {
      await using tokens = await serveTokens(() => 503);
      await using simulator = await serveSimulator(of);
      const platform = platformAt(of, simulator.url, 5000, tokens.client);

      const error = await platform
        .markRead(NAME, undefined)
        .catch((caught: unknown) => caught);

      expect(error).toHaveProperty("cause.response.status", 503);
      expect(error).not.toBeInstanceOf(NeedsOperatorError);
      expect(await simulator.requests()).toEqual([]);
    });

    it("is no refusal by the platform either when the call itself looks for a newer one", async () => {
      let status = 200;
      await using tokens = await serveTokens(() => status, 60); // soon to expire
      await using simulator = await serveSimulator(of);
      const platform = platformAt(of, simulator.url, 5000, tokens.client);
      const headers = tokens.client.getRequestHeaders.bind(tokens.client);
      tokens.client.getRequestHeaders = async (url) => {
        const token = await headers(url);
        status = 403;
        return token;
      };

      const call = platform.markRead(NAME, undefined);

      await expect(call).rejects.toBeInstanceOf(NeedsOperatorError);
      expect(await simulator.requests()).toEqual([]);
    });

    it("needs an operator: a key that is none, of which nothing is shown", async () => {
      const output = keepOutput();
      const secret = "no-key-4711-private";
      await using simulator = await serveSimulator(of);
      const platform = of.channel.createPlatform({
        [`${of.apiVariables}API_URL`]: simulator.url,
        [`${of.apiVariables}SERVICE_ACCOUNT_KEY`]: JSON.stringify({
          type: "service_account",
          client_email: "receipts@example.iam.gserviceaccount.com",
          private_key: secret,
        }),
      });

      const error = await platform
        .markRead(NAME, undefined)
        .catch((caught: unknown) => caught);

      expect(error).toBeInstanceOf(NeedsOperatorError);
      expect(textsOf(error) + output()).not.toContain(secret);
      expect(await simulator.requests()).toEqual([]);
    });
  },
);
