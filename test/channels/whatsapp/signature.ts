import { createHmac } from "node:crypto";

/** What Meta writes in `X-Hub-Signature-256`. */
export function sign(rawBody: Buffer | string, appSecret: string): string {
  const hmac = createHmac("sha256", appSecret).update(rawBody);
  return `sha256=${hmac.digest("hex")}`;
}
