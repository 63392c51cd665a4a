import { globSync, readFileSync } from "node:fs";

/** The keys that tests sign with. */
export const STACK_KEY = "a key of the tests";
export const BUSINESS_MESSAGES_WEBHOOK_KEYS = {
  current: "key-current-4711",
  previous: "key-previous-4712",
  own: "key-own-4713",
};
export const RCS_WEBHOOK_KEYS = {
  current: "key-rcs-current-4711",
  previous: "key-rcs-previous-4712",
  own: "key-rcs-own-4713",
};
export const FAULTS_KEY = "a key of the fault suite";
export const ROTATED_KEYS = { old: "key-old-4714", new: "key-new-4715" };

/** The access tokens that fake servers give. */
export const TOKENS = {
  platform: "token-4711-private",
  metadataServer: "token-of-the-metadata-server",
  faults: "token-of-the-fault-suite",
};

/** What users say in tests that don't start from a fixture. */
export const WORDS = ["a user's words", "xyzzy"];

/** As it is, or as it stands in a URL. */
export const PHONE_NUMBER = /(?:\+|%2B)[1-9]\d{7,14}(?!\d)/i;

export interface Forbidden {
  readonly kind: string;
  readonly isIn: (text: string) => boolean;
  /** Whether it is a secret from those, too, whom a command shows what was received. */
  readonly evenShown: boolean;
}

/** What no line of a log may hold: one list for all tests. */
export const FORBIDDEN: readonly Forbidden[] = [
  {
    kind: "a key",
    isIn: hasOneOf([
      STACK_KEY,
      FAULTS_KEY,
      ...Object.values({ ...BUSINESS_MESSAGES_WEBHOOK_KEYS, ...ROTATED_KEYS }),
      ...Object.values(RCS_WEBHOOK_KEYS),
    ]),
    evenShown: true,
  },
  { kind: "a token", isIn: hasOneOf(Object.values(TOKENS)), evenShown: true },
  { kind: "a token", isIn: matches(/\bBearer \S/i), evenShown: true },
  {
    kind: "a private key",
    isIn: matches(/BEGIN [A-Z ]*PRIVATE/),
    evenShown: true,
  },
  {
    kind: "a user's words",
    isIn: hasOneOf([...WORDS, ...wordsInFixtures()]),
    evenShown: false,
  },
  {
    kind: "a signature",
    isIn: matches(/[\w+/]{86}==/), // base64 of HMAC-SHA512's 64 bytes
    evenShown: false,
  },
  {
    kind: "a phone number",
    isIn: matches(PHONE_NUMBER),
    evenShown: false,
  },
];

/** As they are, or as JSON writes them. */
function hasOneOf(texts: readonly string[]): Forbidden["isIn"] {
  const written = texts.flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
  ]);
  return (line) => written.some((text) => line.includes(text));
}

function matches(pattern: RegExp): Forbidden["isIn"] {
  return (text) => pattern.test(text);
}

/** The texts, answers and codes of the documented payloads; what is too short to be told from anything else is left out. */
function wordsInFixtures(): string[] {
  const words: string[] = [];
  for (const file of globSync("test/fixtures/**/*.json")) {
    JSON.parse(readFileSync(file, "utf8"), (field, value: unknown) => {
      const isUsers =
        /^(text|.*postbackData|code|secret|redirect_uri|placeId)$/i.test(field);
      if (isUsers && typeof value === "string" && value.length > 5) {
        words.push(value);
      }
      return value;
    });
  }
  return words;
}
