import fc from "fast-check";
import { rcsRules } from "../support/channel-rules/rcs.ts";
import { rcs } from "../support/fixtures.ts";
import { MARK } from "./constants.ts";
import {
  deepJson,
  hostileId,
  hostileJson,
  hostilePhone,
  hostileTime,
} from "./hostile.ts";

const TYPES = [
  ...["DELIVERED", "READ", "IS_TYPING", "SUBSCRIBE", "UNSUBSCRIBE"],
  ...["TTL_EXPIRATION_REVOKED", "TTL_EXPIRATION_REVOKE_FAILED"],
  ...["EXPIRED", "delivered", "", "__proto__", MARK, null, 7],
];

/** Events of RCS for Business that are well-formed but for their values. */
export const hostileEvents: fc.Arbitrary<object> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      senderPhoneNumber: hostilePhone,
      eventType: fc.constantFrom(...TYPES),
      messageId: hostileId,
      agentId: fc.constantFrom("growing-tree-bank", rcsRules.otherAgent),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        senderPhoneNumber: hostilePhone,
        phoneNumber: hostilePhone,
        eventType: fc.constantFrom(...TYPES),
        eventId: hostileId,
        messageId: hostileId,
        sendTime: hostileTime,
        agentId: fc.oneof(fc.constant(rcsRules.otherAgent), hostileId),
        text: fc.constant(MARK),
        [MARK]: fc.constant(MARK),
      },
      { requiredKeys: [] },
    ),
  },
);

const base64 = (text: string) => Buffer.from(text).toString("base64");
const encoded = fc
  .oneof(fc.constantFrom(rcs("read"), rcs("delivered")), hostileEvents)
  .map((event) => base64(JSON.stringify(event)));

/** What stands where an envelope's data should stand, as JSON text. */
const hostileData: fc.Arbitrary<string> = fc.oneof(
  ...[
    (data: string) => data.replaceAll("=", ""),
    (data: string) => `${data}=`,
    (data: string) => `${data}====`,
    (data: string) => data.replaceAll("+", "-").replaceAll("/", "_"),
    (data: string) => data.replace(/.{60}/g, "$&\n"),
    (data: string) => ` ${data}`,
    (data: string) => `${data}\0`,
    (data: string) => `data:application/json;base64,${data}`,
    (data: string) => base64(data),
    (data: string) => base64(JSON.stringify(data)),
    (data: string) => base64(`\ufeff${Buffer.from(data, "base64").toString()}`),
    (data: string) => base64(JSON.stringify({ message: { data } })),
    (data: string) => Buffer.from(data, "base64").toString(),
  ].map((change) => encoded.map((data) => JSON.stringify(change(data)))),
  fc.constantFrom(...["", "=", "====", "A", "AAA"].map((t) => `"${t}"`)),
  deepJson.map((json) => JSON.stringify(base64(json))),
  hostileJson,
);

/** Attributes that lie, since nobody signs them. */
const lies = fc.constantFrom<unknown>(
  { type: "agent_launch_event" },
  { agentId: rcsRules.otherAgent, eventType: "READ", messageId: "M" },
  { business_id: MARK, "X-Goog-Signature": "x" },
  { __proto__: null, data: base64("{}") },
  ["type"],
  MARK,
  null,
);

/** Envelopes that are odd in what is not signed, or hold what is no event. */
export const hostileEnvelopes: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.oneof(
      encoded.map((data) => JSON.stringify(data)),
      hostileData,
    ),
    encoded,
    lies.map((value) => JSON.stringify(value)),
    hostileTime.map((time) => JSON.stringify(time)),
    fc.nat(4),
  )
  .map(([data, other, attributes, time, form]) => {
    const message = `{"attributes": ${attributes}, "data": ${data}, "publishTime": ${time}}`;
    return [
      `{"message": ${message}, "subscription": ${attributes}}`,
      `{"message": ${message}}`,
      `{"message": {"data": "${other}", "data": ${data}}}`,
      `{"data": "${other}", "message": ${message}, "agentId": "${rcsRules.otherAgent}"}`,
      `{"message": [${message}], "data": ${data}}`,
    ][form]!;
  })
  .map((json) => Buffer.from(json));
