import type { Channel, ChannelRequest } from "../../channel.ts";
import { checkKeys } from "./check-keys.ts";
import { answerHandshake } from "./handshake.ts";
import { parseKeys } from "./keys.ts";
import { parseMessageName } from "./message-name.ts";
import { CHANNEL_NAME, parsePayload } from "./parse.ts";
import { Payload } from "./payload.ts";
import { createPlatform } from "./platform.ts";
import { createSample } from "./sample.ts";
import { isSignedByOneOf } from "./signature.ts";

const SIGNATURE_HEADER = "X-Goog-Signature";

/** Google Business Messages. */
export const businessMessages: Channel = {
  name: CHANNEL_NAME,
  methods: ["POST"],
  forwardedHeaders: [SIGNATURE_HEADER],
  signatureHeader: SIGNATURE_HEADER,
  parseMessageName,
  logName: ({ message }) => message, // opaque ids
  parse: ({ body, rawBody }, arrivalTime) =>
    parsePayload(body, rawBody, arrivalTime),
  createPlatform,
  createSample,
  createWebhook(environment) {
    const keys = parseKeys(environment);
    return {
      handshake: ({ body }) => answerHandshake(body, keys.all()),
      verify(request) {
        const signature = signatureOf(request);
        return (
          signature !== undefined &&
          isSignedByOneOf(keys.of(agentOf(request)), request.rawBody, signature)
        );
      },
      checkKeys(request, agent = agentOf(request)) {
        const signature = signatureOf(request) ?? "";
        return checkKeys(keys, agent, request.rawBody, signature);
      },
    };
  },
};

function signatureOf({ headers }: ChannelRequest): string | undefined {
  const signature = headers[SIGNATURE_HEADER.toLowerCase()];
  return typeof signature === "string" ? signature : undefined;
}

/** The agent only chooses which keys are tried; it is believed once one of them fits. */
function agentOf({ body }: ChannelRequest): string | undefined {
  return Payload.safeParse(body).data?.agent;
}
