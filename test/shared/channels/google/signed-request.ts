import type { SignedRequest } from "../../../../shared/channels/channel.ts";
import {
  headersFor,
  type ChannelUnderTest,
} from "../../../support/channels.ts";

/** A payload as it arrives at the webhook, signed with a key, or unsigned. */
export function signedRequest(
  of: ChannelUnderTest,
  body: object,
  key?: string,
): SignedRequest {
  const text = JSON.stringify(body);
  const headers = key === undefined ? {} : headersFor(of, text, key);
  const lowerCase = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    headers: Object.fromEntries(lowerCase) as Record<string, string>,
    rawBody: Buffer.from(text),
    body,
  };
}
