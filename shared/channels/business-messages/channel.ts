import type { Channel } from "../../channel.ts";
import { answerHandshake } from "./handshake.ts";
import { parseKeys } from "./keys.ts";
import { parseMessageName } from "./message-name.ts";
import { CHANNEL_NAME, parsePayload } from "./parse.ts";
import { Payload } from "./payload.ts";
import { createPlatform } from "./platform.ts";
import { createSample } from "./sample.ts";
import { isSignedByOneOf } from "./signature.ts";

/** Google Business Messages. */
export const businessMessages: Channel = {
  name: CHANNEL_NAME,
  methods: ["POST"],
  forwardedHeaders: ["X-Goog-Signature"],
  parseMessageName,
  logName: ({ message }) => message, // opaque ids
  createPlatform,
  createSample,
  createWebhook(environment) {
    const keys = parseKeys(environment);
    return {
      handshake: ({ body }) => answerHandshake(body, keys.all()),
      verify({ headers, rawBody, body }) {
        const signature = headers["x-goog-signature"];
        // The agent only chooses which keys are tried; it is believed once one of them fits.
        const agent = Payload.safeParse(body).data?.agent;
        return (
          typeof signature === "string" &&
          isSignedByOneOf(keys.of(agent), rawBody, signature)
        );
      },
      parse: ({ body, rawBody }, arrivalTime) =>
        parsePayload(body, rawBody, arrivalTime),
    };
  },
};
