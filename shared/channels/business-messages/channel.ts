import * as z from "zod";
import type { Channel, SignedRequest } from "../channel.ts";
import { parseConfiguration } from "../../runtime/configuration.ts";
import { checkKeys } from "../google/check-keys.ts";
import { respondToVerification } from "../google/handshake.ts";
import { keysVariable } from "../google/keys.ts";
import {
  isSignedByOneOf,
  SIGNATURE_HEADER,
  signatureIn,
} from "../google/signature.ts";
import { parseMessageName } from "./message-name.ts";
import {
  CHANNEL_NAME,
  parsePayload,
  SUPPORTED_RECEIPT_TYPES,
} from "./parse.ts";
import { Payload } from "./payload.ts";
import { createPlatform } from "./platform.ts";
import { simulator } from "./simulator.ts";

const Variables = z.object({
  BUSINESS_MESSAGES_WEBHOOK_KEYS: keysVariable({
    pattern: /^brands\/[^/]+\/agents\/[^/]+$/,
    example: "brands/B/agents/A",
  }),
});

/** Google Business Messages. */
export const businessMessages: Channel = {
  name: CHANNEL_NAME,
  methods: ["POST"],
  supportedReceiptTypes: SUPPORTED_RECEIPT_TYPES,
  exampleMessage: "conversations/C/messages/M",
  forwardedHeaders: [SIGNATURE_HEADER],
  signatureHeader: SIGNATURE_HEADER,
  parseMessageName,
  redactedName: ({ message }) => message, // opaque ids
  parse: ({ body, rawBody }, arrivalTime) =>
    parsePayload(body, rawBody, arrivalTime),
  createPlatform,
  simulator,
  createWebhook(environment) {
    const { BUSINESS_MESSAGES_WEBHOOK_KEYS: keys } = parseConfiguration(
      Variables,
      environment,
    );
    return {
      respondToVerification: ({ body }) =>
        respondToVerification(body, keys.all()),
      verifySignature(request) {
        const signature = signatureIn(request.headers);
        return (
          signature !== undefined &&
          isSignedByOneOf(
            keys.forAgent(getAgent(request)),
            request.rawBody,
            signature,
          )
        );
      },
      checkKeys(request, agent = getAgent(request)) {
        const signature = signatureIn(request.headers) ?? "";
        return checkKeys(keys, agent, request.rawBody, signature);
      },
    };
  },
};

/** The agent only chooses which keys are tried; it is believed once one of them fits. */
function getAgent({ body }: SignedRequest): string | undefined {
  return Payload.safeParse(body).data?.agent;
}
