import * as z from "zod";
import type { Channel } from "../channel.ts";
import { parseConfiguration } from "../../runtime/configuration.ts";
import { checkKeys } from "../google/check-keys.ts";
import { respondToVerification } from "../google/handshake.ts";
import { keysVariable } from "../google/keys.ts";
import {
  isSignedByOneOf,
  SIGNATURE_HEADER,
  signatureIn,
} from "../google/signature.ts";
import { openEnvelope, type Enveloped } from "./envelope.ts";
import { Event } from "./event.ts";
import { redactedName, parseMessageName } from "./message-name.ts";
import { CHANNEL_NAME, parsePayload } from "./parse.ts";
import { createPlatform } from "./platform.ts";
import { simulator } from "./simulator.ts";

const Variables = z.object({
  RCS_WEBHOOK_KEYS: keysVariable({
    pattern: /^[^/]+$/,
    example: "my-agent",
  }),
});

/** RCS for Business, Google's. */
export const rcs: Channel = {
  name: CHANNEL_NAME,
  methods: ["POST"],
  supportedReceiptTypes: ["DELIVERED", "READ", "EXPIRED", "REVOKE_FAILED"],
  exampleMessage: "agents/A/phones/P/messages/M",
  forwardedHeaders: [SIGNATURE_HEADER],
  signatureHeader: SIGNATURE_HEADER,
  parseMessageName,
  redactedName,
  parse: ({ body, rawBody }, arrivalTime) =>
    parsePayload(body, rawBody, arrivalTime),
  createPlatform,
  simulator,
  createWebhook(environment) {
    const { RCS_WEBHOOK_KEYS: keys } = parseConfiguration(
      Variables,
      environment,
    );
    return {
      respondToVerification: ({ body }) =>
        respondToVerification(body, keys.all()),
      verifySignature(request) {
        const signature = signatureIn(request.headers);
        const enveloped = openEnvelope(request.body);
        return (
          signature !== undefined &&
          enveloped !== undefined &&
          isSignedByOneOf(
            keys.forAgent(getAgent(enveloped)),
            enveloped.data,
            signature,
          )
        );
      },
      checkKeys(request, named) {
        const enveloped = openEnvelope(request.body);
        const agent = named ?? getAgent(enveloped);
        const signed = enveloped?.data ?? Buffer.alloc(0);
        return checkKeys(
          keys,
          agent,
          signed,
          signatureIn(request.headers) ?? "",
        );
      },
    };
  },
};

/** The agent only chooses which keys are tried; it is believed once one of them fits. */
function getAgent(enveloped: Enveloped | undefined): string | undefined {
  return Event.safeParse(enveloped?.event).data?.agentId;
}
