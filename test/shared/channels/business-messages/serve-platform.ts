import express from "express";
import { OAuth2Client } from "google-auth-library";
import {
  createPlatformStandIn,
  type PlatformRequest,
} from "../../../../local/platform/stand-in.ts";
import type { ChannelPlatform } from "../../../../shared/channel.ts";
import { createPlatform } from "../../../../shared/channels/business-messages/platform.ts";
import { withDeadline } from "../../../../shared/deadline.ts";
import { GIVE_UP_MS, postJson } from "../../../support/push.ts";
import { TOKENS } from "../../../support/secrets.ts";
import { listen } from "../../../support/server.ts";

export const TOKEN = TOKENS.platform;
export const NAME = {
  message: "conversations/c/messages/m",
  conversation: "conversations/c",
};

/** Credentials with a token that is never refreshed. */
export function createStaticClient(): OAuth2Client {
  const client = new OAuth2Client({
    transporterOptions: { fetchImplementation: fetch },
  });
  client.setCredentials({ access_token: TOKEN });
  return client;
}

/** The platform at a URL, as the function calls it. */
export function platformAt(
  url: string,
  timeoutMs = 5000,
  authClient = createStaticClient(),
): ChannelPlatform {
  return createPlatform(
    {
      BUSINESS_MESSAGES_API_URL: url,
      BUSINESS_MESSAGES_TIMEOUT_MS: String(timeoutMs),
    },
    authClient,
  );
}

/** Serves the stand-in for the platform's API. */
export async function serveStandIn() {
  const app = express().use("/platform", createPlatformStandIn());
  const listening = await listen(app);
  const url = `${listening.url}/platform`;
  return {
    url,
    /** Asks our code to tell this stand-in that a message was read. */
    markRead(timeoutMs?: number) {
      const call = platformAt(url, timeoutMs).markRead(NAME, undefined);
      return withDeadline(call, GIVE_UP_MS, "The test");
    },
    /** What the next requests get, instead of an answer. */
    fail: (failure: object) => postJson(`${url}/failures`, failure),
    async requests(): Promise<PlatformRequest[]> {
      const response = await fetch(`${url}/requests`);
      return (await response.json()) as PlatformRequest[];
    },
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
