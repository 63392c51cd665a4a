import fc from "fast-check";
import type { ServedChannel } from "../support/channels.ts";
import { ALL_KEYS, MARK, MAX_BODY_BYTES } from "./constants.ts";
import { deepJson, hostileId, hostileJson } from "./hostile.ts";
import { hostileEnvelopes, hostileEvents } from "./hostile-events.ts";
import { hostileReceipts } from "./hostile-receipts.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";

interface Hostile {
  readonly events: fc.Arbitrary<object>;
  /** Whole bodies, where events come in something. */
  readonly bodies?: fc.Arbitrary<Buffer>;
}

/** What is hostile in the way of one channel. */
const HOSTILE: Readonly<Record<string, Hostile>> = {
  "business-messages": { events: hostileReceipts },
  rcs: { events: hostileEvents, bodies: hostileEnvelopes },
};

const buffer = (text: string) => Buffer.from(text);
const toText = (value: unknown) => buffer(JSON.stringify(value));
const anyBytes = fc
  .uint8Array({ maxLength: 300 })
  .map((bytes) => Buffer.from(bytes));

/** Every text of a user in a documented event becomes the mark. */
function mark(event: object): object {
  const texts = ["text", "displayName", "postbackData", "code"];
  return JSON.parse(JSON.stringify(event), (key, value: unknown) =>
    texts.includes(key) && typeof value === "string"
      ? `${MARK} ${MARK}`
      : value,
  ) as object;
}

/** Something deep or wide in the places where an event takes anything. */
const bigParts = fc
  .tuple(
    fc.oneof(
      deepJson,
      fc.nat(20_000).map((count) => `[${"0,".repeat(count)}0]`),
    ),
    fc.constantFrom(
      ["", ""],
      ['{"receipts": {"receipts": [', "]}}"],
      ['{"receipts": {"receipts": ', "}}"],
      ['{"receipts": ', "}"],
      ['{"agent": ', ', "message": {}}'],
      ['{"message": ', "}"],
      ['{"eventType": "READ", "messageId": ', "}"],
      ['{"text": ', ', "agentId": "growing-tree-bank"}'],
    ),
  )
  .map(([part, [before, after]]) => buffer(`${before}${part}${after}`));

const handshake = fc
  .record(
    {
      clientToken: fc.oneof(
        fc.constantFrom(...ALL_KEYS, `${ALL_KEYS[0]} `, "", "guess"),
        hostileId,
      ),
      secret: fc.oneof(fc.constantFrom(MARK, `<script>${MARK}`), hostileId),
      message: fc.constant({ text: MARK }),
    },
    { requiredKeys: ["clientToken", "secret"] },
  )
  .map(toText);

/** Bodies for a channel's webhook, from the documented payloads to no payload at all. */
export function webhookBody(of: ServedChannel): fc.Arbitrary<Buffer> {
  const { documented, wrap } = of.rules;
  const { events, bodies } = HOSTILE[of.channel.name]!;
  const fixtures = documented.map(mark);
  const wrapped = fixtures.map((fixture) => wrap(toText(fixture)));
  const mutated = fc.oneof(...fixtures.map(mutatedJson)).map(buffer);
  const event = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...fixtures).map(toText) },
    { weight: 8, arbitrary: mutated },
    {
      weight: 3,
      arbitrary: fc.oneof(...fixtures.map(toText).map(mutatedBytes)),
    },
    { weight: 6, arbitrary: events.map(toText) },
    { weight: 1, arbitrary: bigParts },
  );
  const ofForm = fc.oneof(
    { weight: 4, arbitrary: fc.oneof(...wrapped.map(mutatedBytes)) },
    ...(bodies ? [{ weight: 6, arbitrary: bodies }] : []),
    ...(bodies
      ? wrapped.map((body) => ({
          weight: 1,
          arbitrary: mutatedJson(JSON.parse(body.toString())).map(buffer),
        }))
      : []),
  );
  /** Payloads filled up to a size around the cap. */
  const sized = fc
    .tuple(
      fc.constantFrom(...wrapped),
      fc.constantFrom(-2, -1, 0, 1, 2, 5000, 100_000),
      fc.constantFrom(" ", "\n"),
    )
    .map(([body, more, filling]) =>
      buffer(body.toString().padEnd(MAX_BODY_BYTES + more, filling)),
    );
  return fc.oneof(
    { weight: 21, arbitrary: event.map(wrap) },
    { weight: 6, arbitrary: ofForm },
    { weight: 2, arbitrary: handshake },
    { weight: 1, arbitrary: sized },
    { weight: 1, arbitrary: hostileJson.map(buffer) },
    { weight: 1, arbitrary: anyBytes },
  );
}
