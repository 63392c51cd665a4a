import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { equalInConstantTime } from "../../runtime/constant-time.ts";

/** The header that holds the signature. */
export const SIGNATURE_HEADER = "X-Goog-Signature";

export function signatureIn(headers: IncomingHttpHeaders): string | undefined {
  const signature = headers[SIGNATURE_HEADER.toLowerCase()];
  return typeof signature === "string" ? signature : undefined;
}

/**
 * The value of `X-Goog-Signature`: base64 of HMAC-SHA512 (Business Messages, "Receive messages": verify; RCS for
 * Business, "Webhooks": verify). What is signed is for the channel to say.
 */
export function sign(bytes: Buffer, key: string): string {
  return createHmac("sha512", key).update(bytes).digest("base64");
}

/** Whether the signature was made with one of the keys; how long it takes tells nothing of how close it came. */
export function isSignedByOneOf(
  keys: readonly string[],
  bytes: Buffer,
  signature: string,
): boolean {
  // Every key is tried, so that the time taken doesn't tell which one fits.
  return keys
    .map((key) => equalInConstantTime(signature, sign(bytes, key)))
    .includes(true);
}
