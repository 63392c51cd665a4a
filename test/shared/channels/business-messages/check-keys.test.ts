import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { businessMessages as channel } from "../../../../shared/channels/business-messages/channel.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const AGENT = "brands/3a5e4b52-brand/agents/9d1c7f60-agent";
const lists = { default: ["d1", "d2"], [AGENT]: ["a1", "d1"] };
const WEBHOOK_KEYS = JSON.stringify(lists);
const webhook = channel.createWebhook({ WEBHOOK_KEYS });
const delivered = businessMessages("delivered");
const { agent, ...withoutAgent } = delivered;

function requestOf(body: unknown, key?: string) {
  const rawBody = Buffer.from(JSON.stringify(body));
  const hmac = createHmac("sha512", key ?? "").update(rawBody);
  const signature = { "x-goog-signature": hmac.digest("base64") };
  return { headers: key === undefined ? {} : signature, rawBody, body };
}

describe("checkKeys", () => {
  it("says of every key where it is, and whether it signed and may sign", () => {
    const check = webhook.checkKeys(requestOf(delivered, "d1"));
    expect(check.agent).toBe(agent);
    expect(
      check.keys.map(({ list, place, signed, valid }) => [
        list,
        place,
        signed,
        valid,
      ]),
    ).toEqual([
      ["default", 1, true, false],
      ["default", 2, false, false],
      [AGENT, 1, false, true],
      [AGENT, 2, true, true],
    ]);
  });

  it("names a key by the beginning of its SHA-256 alone", () => {
    const { keys } = webhook.checkKeys(requestOf(delivered));
    // printf d1 | sha256sum
    expect(keys[0]?.fingerprint).toBe("8b53639f");
    expect(new Set(keys.map((key) => Object.keys(key).sort().join()))).toEqual(
      new Set(["fingerprint,list,place,signed,valid"]),
    );
  });

  it.each([
    ["the agent that the request names", delivered, undefined, AGENT],
    ["no agent, if it names none", withoutAgent, undefined, "default"],
    ["the agent that is asked about", withoutAgent, AGENT, AGENT],
    ["an agent without keys", delivered, "brands/B/agents/A", "default"],
  ])("goes by %s", (_, body, asked, list) => {
    const { keys } = webhook.checkKeys(requestOf(body, "d1"), asked);
    const valid = keys.filter((key) => key.valid).map((key) => key.list);
    expect(new Set(valid)).toEqual(new Set([list]));
  });

  it("says the same as the webhook does, whoever signs", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<unknown>(delivered, withoutAgent, []),
        fc.constantFrom("d1", "d2", "a1", "x", undefined),
        (body, key) => {
          const request = requestOf(body, key);
          const { keys } = webhook.checkKeys(request);
          expect(keys.some(({ signed, valid }) => signed && valid)).toBe(
            webhook.verify(request),
          );
        },
      ),
    );
  });
});
