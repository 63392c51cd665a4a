import fc from "fast-check";
import { CHANNELS } from "../support/channels.ts";
import { eventData, eventFor, type Target } from "./events.ts";
import { toWire } from "./http-request.ts";
import { hostileId, hostileJson } from "./hostile.ts";
import type { WireRequest } from "./lane.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";

/** A push request to one of the functions that Pub/Sub calls. */
export interface PushCase {
  readonly target: Target;
  /** The event's bytes, if the envelope is as Pub/Sub makes it. */
  readonly data: Buffer | undefined;
  readonly wire: WireRequest;
  /** How often it is delivered, one after the other. */
  readonly deliveries: number;
  /** What the platform's API answers. */
  readonly platformStatus: number;
}

const attributes = fc.dictionary(
  fc.constantFrom(
    "channel",
    "agent",
    "reason",
    "__proto__",
    "googclient_traceparent",
    "replay",
  ),
  fc.oneof(hostileId, fc.constant("é".repeat(512))),
  { maxKeys: 4 },
);

function envelope(data: Buffer, extra: Record<string, unknown>): unknown {
  return {
    message: {
      // Pub/Sub leaves out what is empty.
      ...(data.length > 0 && { data: data.toString("base64") }),
      messageId: "1",
      message_id: "1",
      publishTime: "2026-01-31T09:30:00.123Z",
      ...extra,
    },
    deliveryAttempt: 1,
    subscription: "projects/p/subscriptions/s",
  };
}

function post(body: Buffer, type = "application/json"): WireRequest {
  const headers = [["Content-Type", type]] as const;
  const framing = { kind: "length" } as const;
  return toWire({ method: "POST", target: "/", headers, body, framing });
}

/** A body that Pub/Sub could have sent, whatever the event. */
const valid = (target: Target) =>
  fc.tuple(eventData(target), attributes).map(([data, extra]) => {
    const hasAttributes = Object.keys(extra).length > 0;
    const message = envelope(data, hasAttributes ? { attributes: extra } : {});
    return { data, wire: post(Buffer.from(JSON.stringify(message))) };
  });

/** A body that Pub/Sub would not send. */
const broken = (target: Target) =>
  fc
    .constantFrom(...CHANNELS)
    .map((of) => {
      const data = Buffer.from(JSON.stringify(eventFor(target, of)));
      return envelope(data, { attributes: { channel: "c" } });
    })
    .chain((whole) =>
      fc.tuple(
        fc.oneof(
          mutatedJson(whole).map((json) => Buffer.from(json)),
          mutatedBytes(Buffer.from(JSON.stringify(whole))),
          hostileJson.map((json) => Buffer.from(json)),
          fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
        ),
        fc.constantFrom(
          ...["application/json", "application/json", "text/plain", ""],
        ),
      ),
    )
    .map(([body, type]) => ({ data: undefined, wire: post(body, type) }));

export function pushCase(target: Target): fc.Arbitrary<PushCase> {
  return fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: valid(target) },
        { weight: 1, arbitrary: broken(target) },
      ),
      fc.constantFrom(1, 1, 2),
      fc.constantFrom(200, 200, 403, 404),
    )
    .map(([sent, deliveries, platformStatus]) => ({
      target,
      ...sent,
      deliveries,
      platformStatus,
    }));
}
