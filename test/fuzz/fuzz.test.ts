import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import type { SignedRequest } from "../../shared/channels/channel.ts";
import { rcs } from "../../shared/channels/rcs/channel.ts";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import { ALL_KEYS, sign, TOPICS } from "./constants.ts";
import { fuzz } from "./fuzz.ts";
import type { Defects } from "./serve-functions.ts";

const TIMEOUT_MS = 300_000; // for a loaded machine
const SEED = 20_261_122; // the same cases each time: `npm run fuzz` looks for new ones

beforeEach(() => {
  // As deployed: the framework prints more, and Express less, in tests.
  jest.replaceProperty(process.env, "NODE_ENV", "production");
});
afterEach(() => {
  jest.restoreAllMocks();
});

it(
  "finds nothing, and gets everywhere",
  async () => {
    const { found, reached } = await fuzz({ cases: 2000, seed: SEED });

    expect(found).toEqual([]);
    expect([...reached.keys()]).toEqual(
      expect.arrayContaining([
        ...["200", "400", "401", "403", "404", "405", "413", "no answer"].map(
          (status) => `receiveWebhook ${status}`,
        ),
        ...["storeReceipt 204", "storeReceipt 400"],
        ...["sendReadReceipt 204", "sendReadReceipt 400"],
        ...CHANNELS.flatMap(({ channel: { name }, rules }) => [
          ...Object.keys(TOPICS).map(
            (topic) => `messages on ${topic} of ${name}`,
          ),
          ...rules.reports.map((type) => `${type} of ${name}`),
          `writes to the store of ${name}`,
          `calls of the platform of ${name}`,
        ]),
      ]),
    );
  },
  TIMEOUT_MS,
);

/** A key of one agent's must not sign for another, nor one of another channel's. */
const byAnyKey =
  (signedPart: (body: Buffer) => Buffer | undefined) =>
  ({ headers, rawBody }: SignedRequest): boolean => {
    const signed = signedPart(rawBody);
    const signatures = signed ? ALL_KEYS.map((key) => sign(signed, key)) : [];
    return signatures.includes(String(headers["x-goog-signature"]));
  };

/** Where the platform signs a part, the whole is not to be believed. */
function verifyWhole({ channel, rules }: ServedChannel) {
  const verifySignature =
    channel.name === "rcs"
      ? byAnyKey((body) => body)
      : byAnyKey(rules.signedPart);
  return { verifySignature };
}

describe("what would be found", () => {
  it.each<[string, Defects, string]>([
    [
      "signatures are not checked",
      { webhook: () => ({ verifySignature: () => true }) },
      "Something was published without a valid signature.",
    ],
    [
      "an agent's signatures are checked against all keys",
      {
        webhook: ({ rules }) => ({
          verifySignature: byAnyKey(rules.signedPart),
        }),
      },
      "Something was published without a valid signature.",
    ],
    [
      "RCS's signatures are checked against the whole body",
      { webhook: verifyWhole },
      "Something was published without a valid signature.",
    ],
    [
      "the body and the path are left to the framework",
      { isUnprepared: true },
      "A log line holds a user's text.",
    ],
    [
      "bodies may have any length",
      { maxBodyBytes: 1e9 },
      "The answer is another one.",
    ],
    [
      "dead letters get lost",
      { lostTopic: TOPICS.deadLetters },
      "A payload was acknowledged and lost.",
    ],
    [
      "events get lost",
      { lostTopic: TOPICS.deadLetters },
      "An event was acknowledged and lost.",
    ],
  ])(
    "%s",
    async (_, defects, sentence) => {
      const { found } = await fuzz({ cases: 300, seed: 1, defects });
      expect(found.map(({ find }) => find.message)).toContain(sentence);
    },
    TIMEOUT_MS,
  );

  it(
    "names with phone numbers are logged",
    async () => {
      jest
        .spyOn(rcs, "redactedName")
        .mockImplementation(({ message }) => message);
      const { found } = await fuzz({ cases: 300, seed: 1, defects: {} });
      expect(found.map(({ find }) => find.message)).toContain(
        "A log line holds a phone number.",
      );
    },
    TIMEOUT_MS,
  );
});
