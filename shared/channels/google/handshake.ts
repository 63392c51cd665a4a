import * as z from "zod";
import type { VerificationResponse } from "../channel.ts";
import { equalInConstantTime } from "../../runtime/constant-time.ts";

const Handshake = z.object({ clientToken: z.string(), secret: z.string() });

/**
 * Answers the platform's check that the webhook is ours: the plain `secret`, but only for a client token
 * that we know (Business Messages and RCS for Business, "Webhooks": configure and verify).
 */
export function respondToVerification(
  body: unknown,
  clientTokens: readonly string[],
): VerificationResponse | undefined {
  const handshake = Handshake.safeParse(body);
  if (!handshake.success) return undefined;
  const { clientToken, secret } = handshake.data;
  const known = clientTokens
    .map((token) => equalInConstantTime(token, clientToken))
    .includes(true);
  return known
    ? { status: 200, text: secret }
    : { status: 403, text: "The client token is not one of this webhook's." };
}
