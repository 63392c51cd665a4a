import { describe, expect, it } from "@jest/globals";
import { businessMessages } from "../../support/fixtures.ts";
import {
  AGENT_WITH_KEYS,
  KEYS,
  serveWebhook,
  sign,
  TOPICS,
  type Signed,
} from "./serve-webhook.ts";

const DELIVERED = JSON.stringify(businessMessages("delivered"));
const OF_AGENT_WITH_KEYS = JSON.stringify({
  ...businessMessages("delivered"),
  agent: AGENT_WITH_KEYS,
});

const right = sign(DELIVERED, KEYS.current);

it.each<[string, string, Signed]>([
  ["the current key", DELIVERED, { key: KEYS.current }],
  ["the previous key", DELIVERED, { key: KEYS.previous }],
  ["the agent's own key", OF_AGENT_WITH_KEYS, { key: KEYS.own }],
])("takes a body that is signed with %s", async (_, rawBody, signed) => {
  await using webhook = await serveWebhook();

  expect((await webhook.post(rawBody, signed)).status).toBe(200);
  expect(webhook.publisher.on(TOPICS.receipts)).toHaveLength(1);
});

it.each<[string, string, Signed]>([
  ["no signature", DELIVERED, "unsigned"],
  ["an empty signature", DELIVERED, { signature: "" }],
  ["an unknown key", DELIVERED, { key: "guessed" }],
  ["an empty key", DELIVERED, { key: "" }],
  ["another agent's key", DELIVERED, { key: KEYS.own }],
  [
    "a default key, of an agent with keys",
    OF_AGENT_WITH_KEYS,
    { key: KEYS.current },
  ],
  ["a signature cut short", DELIVERED, { signature: right.slice(0, -1) }],
  ["a signature with more behind it", DELIVERED, { signature: `${right}=` }],
  ["a signature in hexadecimal", DELIVERED, { signature: hex(right) }],
  ["the key itself as signature", DELIVERED, { signature: KEYS.current }],
])("answers 401 to %s", async (_, rawBody, signed) => {
  await using webhook = await serveWebhook();

  const response = await webhook.post(rawBody, signed);

  expect(response.status).toBe(401);
  expect(webhook.publisher.calls).toEqual([]);
  expect(webhook.lines).toMatchObject([
    { severity: "WARNING", fields: { function: "receiveWebhook" } },
  ]);
});

describe("what is signed", () => {
  const { agent, receipts } = businessMessages("delivered");
  const escaped = JSON.stringify(agent).replace("agents", "\\u0061gents");
  const odd = `\r\n{ "agent":\t${escaped} ,\n"receipts": ${JSON.stringify(receipts)} , "n": 1.0e0 }\n`;

  it("is the bytes as they came: odd white space and escapes pass", async () => {
    await using webhook = await serveWebhook();

    expect((await webhook.post(odd)).status).toBe(200);
    expect(webhook.publisher.on(TOPICS.receipts)[0]?.attributes).toMatchObject({
      agent,
    });
  });

  it("is not the JSON: the same one, written otherwise, is refused", async () => {
    await using webhook = await serveWebhook();
    const rewritten = JSON.stringify(JSON.parse(odd));
    const signature = sign(odd, KEYS.current);

    expect((await webhook.post(rewritten, { signature })).status).toBe(401);
    expect(webhook.publisher.calls).toEqual([]);
  });

  it("may be bytes that are no UTF-8", async () => {
    await using webhook = await serveWebhook();
    const [before, after] = odd.split("1.0e0") as [string, string];
    const rawBody = Buffer.concat([
      Buffer.from(`${before}"`),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(`"${after}`),
    ]);

    expect((await webhook.post(rawBody)).status).toBe(200);
    const decoded = { signature: sign(rawBody.toString(), KEYS.current) };
    expect((await webhook.post(rawBody, decoded)).status).toBe(401);
  });
});

function hex(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
