import express from "express";
import { OAuth2Client } from "google-auth-library";
import {
  createPlatformSimulator,
  type PlatformRequest,
} from "../../../../local/platform/simulator.ts";
import type {
  ChannelPlatform,
  MessageName,
} from "../../../../shared/channels/channel.ts";
import { withDeadline } from "../../../../shared/runtime/deadline.ts";
import type { GoogleChannel } from "./channels.ts";
import { GIVE_UP_MS, postJson } from "../../../support/push.ts";
import { TOKENS } from "../../../support/secrets.ts";
import { listen } from "../../../support/server.ts";

export const TOKEN = TOKENS.platform;

/** A new message of a user's. */
export function newName({ newConversation }: GoogleChannel): MessageName {
  const conversation = newConversation();
  return { message: `${conversation}/messages/m`, conversation };
}

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
  { channel, apiVariables }: GoogleChannel,
  url: string,
  timeoutMs = 5000,
  authClient = createStaticClient(),
): ChannelPlatform {
  return channel.createPlatform(
    {
      [`${apiVariables}API_URL`]: url,
      [`${apiVariables}TIMEOUT_MS`]: String(timeoutMs),
    },
    authClient,
  );
}

/** Serves the platform simulator. */
export async function serveSimulator(of: GoogleChannel) {
  const app = express().use("/platform", createPlatformSimulator());
  const listening = await listen(app);
  const url = `${listening.url}/platform`;
  return {
    url,
    /** Asks our code to tell this simulator that a message was read. */
    markRead(timeoutMs?: number, name = newName(of)) {
      const call = platformAt(of, url, timeoutMs).markRead(name, undefined);
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
