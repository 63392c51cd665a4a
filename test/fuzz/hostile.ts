import fc from "fast-check";
import { PHONE_DIGITS } from "./constants.ts";

const IDS = [
  ...["", ".", "..", "...", "/", "a/b", "../x", "__x__", "__", "____"],
  ...["__proto__", "constructor", "a\0b", "\0", "a\nb", "a\r\nX: y", "\x7f"],
  ...["\ud800", "a\udc00", "é", "😀", "\u2028", "\ufeff", "\u202e"],
  ...["%2F", "%2e%2e", "%00", "%", "a?b=c", "a#b", "a\\b", "a b", ";", ":x"],
  ...["a".repeat(1500), "a".repeat(1501), "é".repeat(751), "x".repeat(2048)],
];

/** Any code points, surrogates among them: fast-check's own strings of this kind cost 100 MB. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 })
  .map((codes) => String.fromCodePoint(...codes));

/** Ids of messages and conversations, most of which must not become part of a path. */
export const hostileId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...IDS) },
  { weight: 2, arbitrary: anyText },
  { weight: 4, arbitrary: fc.constantFrom("C", "M") },
);

const PHONE = `+1${PHONE_DIGITS}`;

/** Phone numbers, most of them one. */
export const hostilePhone = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(PHONE, `+${PHONE_DIGITS}`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[`1${PHONE_DIGITS}`, `+0${PHONE_DIGITS}`, `+${PHONE}`, `${PHONE}+`],
      ...[
        `tel:${PHONE}`,
        `%2B1${PHONE_DIGITS}`,
        `00${PHONE_DIGITS}`,
        ` ${PHONE}`,
      ],
      ...[`${PHONE}\0`, `${PHONE}\n`, `${PHONE}/messages/M`, `${PHONE}/..`],
      ...[
        `+1${PHONE_DIGITS}00000`,
        "+",
        "+1",
        "+12",
        "+１５５５",
        "+1555x",
        "",
      ],
    ),
  },
  hostileId,
);

/** Names of messages, whole and odd. */
export const hostileName = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(hostileId, hostileId)
      .map(([c, m]) => `conversations/${c}/messages/${m}`),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(hostileId, hostilePhone, hostileId)
      .map(([a, p, m]) => `agents/${a}/phones/${p}/messages/${m}`),
  },
  fc.constantFrom(
    `agents/A/phones/${PHONE}/messages/M`,
    `agents/A/phones/${PHONE}/messages/M/agentEvents`,
    `agents/A/phones/${PHONE}/messages`,
    `phones/${PHONE}/agents/A/messages/M`,
    `agents/A/phones/${PHONE}/conversations/C`,
    `agents/A/phones//messages/M`,
  ),
  fc.constantFrom(
    "conversations/C/messages/M",
    "conversations/C/messages/M/receipt",
    "conversations/C/messages",
    "/conversations/C/messages/M",
    "conversations//messages/",
    "Conversations/C/messages/M",
  ),
  hostileId,
);

export const hostileTime = fc.oneof(
  fc.constantFrom(
    "2026-01-31T09:30:00.123456789Z",
    "9999-12-31T23:59:60Z",
    "0000-00-00T00:00:00Z",
    "2255-06-05T23:47:34.740992Z",
    "1969-12-31T23:59:59+23:59",
    "SEND_TIME",
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

const NUMBERS = [
  ...["1e400", "-1e400", "1e-400", "-0", "9007199254740993", "1E+2", "0.1"],
  "1".repeat(400),
];
const OBJECTS = [
  '{"__proto__": {"polluted": true}}',
  '{"constructor": {"prototype": {"polluted": true}}}',
  '{"toString": 1, "hasOwnProperty": 1, "length": -1}',
  "{}",
  "[]",
];

/** JSON nested so deep that what is recursive ends. */
export const deepJson = fc
  .tuple(
    fc.constantFrom(["[", "]"], ['{"a":', "}"], ['[{"__proto__":', "}]"]),
    fc.constantFrom(50, 500, 6000),
  )
  .map(
    ([[open = "", close = ""], depth]) =>
      `${open.repeat(depth)}1${close.repeat(depth)}`,
  );

/** A value as JSON text, since some of it no JavaScript value becomes. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.oneof(
      fc.constantFrom("null", "true", "0", '""', ...NUMBERS, ...OBJECTS),
      hostileId.map((id) => JSON.stringify(id)),
      hostileName.map((name) => JSON.stringify(name)),
      hostileTime.map((time) => JSON.stringify(time)),
      fc.json({ maxDepth: 3 }),
    ),
  },
  { weight: 1, arbitrary: deepJson },
);
