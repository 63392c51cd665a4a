import { afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import { createLog } from "../../../shared/runtime/log.ts";
import { businessMessages } from "../../support/fixtures.ts";
import { keepOutput } from "../../support/output.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import {
  AGENT_WITH_KEYS,
  KEYS,
  serveWebhook,
  sign,
  type Signed,
} from "./serve-webhook.ts";

// Short enough to be within what JSON.parse quotes in its errors.
const SECRET = "xyzzy";

beforeEach(() => {
  // Express prints errors to the console everywhere but in tests.
  jest.replaceProperty(process.env, "NODE_ENV", "production");
});
afterEach(() => {
  jest.restoreAllMocks();
});

const message = JSON.stringify({
  ...businessMessages("message"),
  message: { text: SECRET },
});
const ofAgentWithKeys = message.replace(/brands\/[^"]+/, AGENT_WITH_KEYS);
const malformed = `${SECRET} ${message}`;
const unusable = JSON.stringify({
  receipts: { receipts: [{ message: SECRET, receiptType: SECRET }, SECRET] },
});
const handshake = (clientToken: string) =>
  JSON.stringify({ clientToken, secret: SECRET });
const known = { key: KEYS.current };

it.each<[string, number, string, Signed]>([
  ["a message", 200, message, known],
  ["a message of an agent with keys", 200, ofAgentWithKeys, { key: KEYS.own }],
  ["an unsigned message", 401, message, "unsigned"],
  ["a wrong signature", 401, message, { key: "guessed" }],
  ["a key for a signature", 401, message, { signature: KEYS.current }],
  ["a payload of an unknown kind", 200, `{"secret": "${SECRET}"}`, known],
  ["unusable receipts", 200, unusable, known],
  ["a known handshake", 200, handshake(KEYS.current), "unsigned"],
  ["an unknown handshake", 403, handshake("guessed"), "unsigned"],
  ["malformed JSON", 400, malformed, known],
  ["malformed JSON, unsigned", 400, malformed, "unsigned"],
])(
  "prints no text, key or signature on %s (%d)",
  async (_, status, rawBody, signed) => {
    const output = keepOutput();
    await using webhook = await serveWebhook({ log: createLog() });

    expect((await webhook.post(rawBody, signed)).status).toBe(status);

    expectNoSecrets(output(), rawBody);
  },
);

it("prints no text, key or signature when the queue is down", async () => {
  const output = keepOutput();
  const publisher = createKeptPublisher(() =>
    Promise.reject(new Error("Down.")),
  );
  await using webhook = await serveWebhook({ publisher, log: createLog() });

  expect((await webhook.post(message)).status).toBe(503);

  expect(output()).toContain("Error: Down.");
  expectNoSecrets(output(), message);
});

function expectNoSecrets(output: string, rawBody: string): void {
  const keys = [...Object.values(KEYS), "guessed"];
  for (const secret of [SECRET, ...keys]) expect(output).not.toContain(secret);
  for (const key of keys) expect(output).not.toContain(sign(rawBody, key));
}
