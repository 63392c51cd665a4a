import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";
import { signedRequest } from "./signed-request.ts";

describe.each(EACH_GOOGLE_CHANNEL)("checkKeys, over %s,", (_, of) => {
  const { agent: AGENT, otherAgent, receiptOf } = of;
  const lists = { default: ["d1", "d2"], [AGENT]: ["a1", "d1"] };
  const webhook = of.channel.createWebhook({
    [of.keysVariable]: JSON.stringify(lists),
  });
  const delivered = receiptOf(AGENT);
  const withoutAgent = receiptOf(undefined);

  it("says of every key where it is, and whether it signed and may sign", () => {
    const check = webhook.checkKeys(signedRequest(of, delivered, "d1"));
    expect(check.agent).toBe(AGENT);
    expect(
      check.keys.map(({ agentOrDefault, position, signed, valid }) => [
        agentOrDefault,
        position,
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
    const { keys } = webhook.checkKeys(signedRequest(of, delivered));
    // printf d1 | sha256sum
    expect(keys[0]?.fingerprint).toBe("8b53639f");
    expect(new Set(keys.map((key) => Object.keys(key).sort().join()))).toEqual(
      new Set(["agentOrDefault,fingerprint,position,signed,valid"]),
    );
  });

  it.each([
    ["the agent that the request names", delivered, undefined, AGENT],
    ["no agent, if it names none", withoutAgent, undefined, "default"],
    ["the agent that is asked about", withoutAgent, AGENT, AGENT],
    ["an agent without keys", delivered, otherAgent, "default"],
  ])("goes by %s", (__, body, asked, list) => {
    const { keys } = webhook.checkKeys(signedRequest(of, body, "d1"), asked);
    const valid = keys
      .filter((key) => key.valid)
      .map((key) => key.agentOrDefault);
    expect(new Set(valid)).toEqual(new Set([list]));
  });

  it("says the same as the webhook does, whoever signs", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<object>(delivered, withoutAgent),
        fc.constantFrom("d1", "d2", "a1", "x", undefined),
        (body, key) => {
          const request = signedRequest(of, body, key);
          const { keys } = webhook.checkKeys(request);
          expect(keys.some(({ signed, valid }) => signed && valid)).toBe(
            webhook.verifySignature(request),
          );
        },
      ),
    );
  });

  it.each([[[]], ["text"], [null]])("finds no signer of %j", (body) => {
    const request = { headers: { "x-goog-signature": "s" }, body };
    const rawBody = Buffer.from(JSON.stringify(body));
    const { agent, keys } = webhook.checkKeys({ ...request, rawBody });
    expect(agent).toBeUndefined();
    expect(keys.filter(({ signed }) => signed)).toEqual([]);
  });
});
