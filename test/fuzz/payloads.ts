import fc from "fast-check";
import { AGENT_WITH_KEYS, KEYS, MARK, MAX_BODY_BYTES } from "./constants.ts";
import { businessMessages } from "../support/fixtures.ts";
import {
  deepJson,
  hostileId,
  hostileJson,
  hostileName,
  hostileTime,
} from "./hostile.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";

const FIXTURES = [
  ...["delivered", "read-several", "placeholders", "message", "user-status"],
  ...["suggestion-response", "survey-response", "authentication-response"],
].map((name) => JSON.parse(mark(businessMessages(name))) as unknown);

/** Every text of a user in a documented payload becomes the mark. */
function mark(payload: unknown): string {
  const texts = ["text", "displayName", "postbackData", "code"];
  return JSON.stringify(payload, (key, value: unknown) =>
    texts.includes(key) ? `${MARK} ${MARK}` : value,
  );
}

const anyFixture = fc.constantFrom(...FIXTURES);
const text = (value: unknown) => Buffer.from(JSON.stringify(value));

const receipt = fc.record(
  {
    message: hostileName,
    receiptType: fc.constantFrom("READ", "DELIVERED", "EXPIRED", MARK),
    [MARK]: fc.constant(MARK),
  },
  { requiredKeys: [] },
);

/** Payloads of receipts that are well-formed but for their values. */
const hostileReceipts = fc
  .record(
    {
      agent: fc.oneof(
        fc.constantFrom("brands/B/agents/A", AGENT_WITH_KEYS),
        hostileId.map((id) => `brands/${id}/agents/${id}`),
      ),
      conversationId: fc.oneof(fc.constant("C"), hostileId),
      customAgentId: hostileId,
      requestId: hostileId,
      sendTime: hostileTime,
      receipts: fc.record(
        {
          receipts: fc.oneof(
            { weight: 9, arbitrary: fc.array(receipt, { maxLength: 5 }) },
            fc.array(receipt, { minLength: 95, maxLength: 130 }),
          ),
          createTime: hostileTime,
        },
        { requiredKeys: ["receipts"] },
      ),
      message: fc.constantFrom({ text: MARK }, null, MARK),
    },
    { requiredKeys: ["receipts"] },
  )
  .map(text);

/** Something deep or wide in the places where a payload takes anything. */
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
    ),
  )
  .map(([part, [before, after]]) => Buffer.from(`${before}${part}${after}`));

/** Payloads filled up to a size around the cap. */
const sized = fc
  .tuple(
    anyFixture,
    fc.constantFrom(-2, -1, 0, 1, 2, 5000, 100_000),
    fc.constantFrom(" ", "\n"),
  )
  .map(([fixture, more, filling]) => {
    const json = JSON.stringify(fixture);
    return Buffer.from(json.padEnd(MAX_BODY_BYTES + more, filling));
  });

const handshake = fc
  .record(
    {
      clientToken: fc.oneof(
        fc.constantFrom(
          ...Object.values(KEYS),
          `${KEYS.current} `,
          "",
          "guess",
        ),
        hostileId,
      ),
      secret: fc.oneof(fc.constantFrom(MARK, `<script>${MARK}`), hostileId),
      message: fc.constant({ text: MARK }),
    },
    { requiredKeys: ["clientToken", "secret"] },
  )
  .map(text);

/** Bodies for the webhook, from the documented payloads to no payload at all. */
export const webhookBody: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 3, arbitrary: anyFixture.map(text) },
  {
    weight: 8,
    arbitrary: fc
      .oneof(...FIXTURES.map(mutatedJson))
      .map((json) => Buffer.from(json)),
  },
  {
    weight: 6,
    arbitrary: fc.oneof(
      ...FIXTURES.map((fixture) => mutatedBytes(text(fixture))),
    ),
  },
  { weight: 6, arbitrary: hostileReceipts },
  { weight: 2, arbitrary: handshake },
  { weight: 1, arbitrary: bigParts },
  { weight: 1, arbitrary: sized },
  { weight: 1, arbitrary: hostileJson.map((json) => Buffer.from(json)) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => Buffer.from(bytes)),
  },
);
