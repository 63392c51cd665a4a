import { brotliCompressSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import { toWire, type HttpRequest } from "./http-request.ts";
import type { WireRequest } from "./lane.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { anyFraming, oddHeaders, otherMethod } from "./odd-http.ts";
import { pathFor } from "./paths.ts";
import { webhookBody } from "./payloads.ts";
import { refusable } from "./refusable.ts";
import { signingFor } from "./signing.ts";

/** A request to the webhook. */
export interface WebhookCase {
  readonly target: "receiveWebhook";
  /**
   * Whether the answer follows from path, method, body and signature. Otherwise HTTP or the framework may have
   * refused the request before the function, or it may not have been a request.
   */
  readonly isPlain: boolean;
  readonly request: HttpRequest;
  readonly wire: WireRequest;
}

const signedFor = (of: ServedChannel) => {
  const body = webhookBody(of);
  const compressed = fc
    .tuple(body, fc.constantFrom(gzipSync, brotliCompressSync))
    .map(([bytes, compress]) => Buffer.from(compress(bytes)));
  return fc
    .tuple(
      pathFor(of),
      fc.oneof(
        { weight: 30, arbitrary: body },
        { weight: 1, arbitrary: compressed },
      ),
      signingFor(of),
      oddHeaders,
      anyFraming,
    )
    .map(([target, bytes, sign, headers, framing]): HttpRequest => {
      const all = [...headers, ...sign(bytes)];
      return { method: "POST", target, headers: all, body: bytes, framing };
    });
};

const signed = fc.oneof(...CHANNELS.map(signedFor));

const toCase = (request: HttpRequest, isPlain: boolean): WebhookCase => ({
  target: "receiveWebhook",
  isPlain,
  request,
  wire: toWire(request),
});

const plain = fc
  .tuple(
    signed,
    fc.oneof(
      { weight: 20, arbitrary: fc.constant("POST") },
      { weight: 1, arbitrary: otherMethod },
    ),
  )
  .map(([request, method]) => toCase({ ...request, method }, true));

const refused = signed.chain((request) =>
  refusable(request.body.length).map((odd) => {
    const headers = [...request.headers, ...(odd.headers ?? [])];
    return toCase({ ...request, ...odd, headers }, false);
  }),
);

/** Whole requests with some bytes changed, anywhere. */
const mutated = signed.chain((request) => {
  const whole = toCase({ ...request, framing: { kind: "length" } }, false);
  return mutatedBytes(whole.wire.bytes).map((bytes): WebhookCase => {
    return { ...whole, wire: { bytes, ending: "idle" } };
  });
});

const noise = fc
  .tuple(signed, fc.uint8Array({ maxLength: 200 }))
  .map(([request, bytes]): WebhookCase => {
    const wire = { bytes: Buffer.from(bytes), ending: "idle" } as const;
    return { ...toCase(request, false), wire };
  });

export const webhookCase: fc.Arbitrary<WebhookCase> = fc.oneof(
  { weight: 30, arbitrary: plain },
  { weight: 2, arbitrary: refused },
  { weight: 1, arbitrary: mutated },
  { weight: 1, arbitrary: noise },
);
