import { createHash } from "node:crypto";
import * as z from "zod";
import type {
  Channel,
  ChannelRequest,
  VerificationResponse,
  SignedRequest,
} from "../../../shared/channels/channel.ts";
import { parseConfiguration } from "../../../shared/runtime/configuration.ts";
import { equalInConstantTime } from "../../../shared/runtime/constant-time.ts";
import { sign } from "./signature.ts";

const Variables = z.object({
  WHATSAPP_APP_SECRET: z.string(),
  WHATSAPP_VERIFY_TOKEN: z.string(),
});

/** One secret signs the requests of all phone numbers of an app. */
export const createWebhook: Channel["createWebhook"] = (environment) => {
  const variables = parseConfiguration(Variables, environment);
  const { WHATSAPP_APP_SECRET: secret, WHATSAPP_VERIFY_TOKEN: token } =
    variables;
  const isSigned = ({ headers, rawBody }: SignedRequest) =>
    equalInConstantTime(
      String(headers["x-hub-signature-256"]),
      sign(rawBody, secret),
    );
  return {
    respondToVerification: (request) => respondToVerification(request, token),
    verifySignature: isSigned,
    checkKeys(request, agent) {
      const fingerprint = createHash("sha256").update(secret).digest("hex");
      const key = {
        agentOrDefault: "default",
        position: 1,
        fingerprint: fingerprint.slice(0, 8),
        signed: isSigned(request),
        valid: true,
      };
      return { agent, keys: [key] };
    },
  };
};

function respondToVerification(
  { method, query }: ChannelRequest,
  token: string,
): VerificationResponse | undefined {
  if (method !== "GET" || query.get("hub.mode") !== "subscribe") {
    return undefined;
  }
  const challenge = query.get("hub.challenge") ?? "";
  const isOurs = equalInConstantTime(
    query.get("hub.verify_token") ?? "",
    token,
  );
  return isOurs && challenge !== ""
    ? { status: 200, text: challenge }
    : { status: 403, text: "Forbidden" };
}
