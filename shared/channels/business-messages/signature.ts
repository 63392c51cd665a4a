import { createHmac, timingSafeEqual } from "node:crypto";

/** The value of `X-Goog-Signature`: base64 of HMAC-SHA512 over the raw body (Business Messages, "Receive messages": verify). */
export function sign(rawBody: Buffer, key: string): string {
  return createHmac("sha512", key).update(rawBody).digest("base64");
}

/** Whether the signature was made with one of the keys; how long it takes tells nothing of how close it came. */
export function isSignedByOneOf(
  keys: readonly string[],
  rawBody: Buffer,
  signature: string,
): boolean {
  // Every key is tried, so that the time taken doesn't tell which one fits.
  return keys
    .map((key) => equalInConstantTime(signature, sign(rawBody, key)))
    .includes(true);
}

/** Compares two secrets; only whether their lengths differ may show in the time. */
export function equalInConstantTime(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
