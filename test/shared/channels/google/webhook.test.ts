import { describe, expect, it } from "@jest/globals";
import { ConfigurationError } from "../../../../shared/runtime/configuration.ts";
import { EACH_GOOGLE_CHANNEL } from "./channels.ts";
import { signedRequest } from "./signed-request.ts";

describe.each(EACH_GOOGLE_CHANNEL)("the webhook of %s", (_, of) => {
  const { agent, otherAgent, receiptOf, keysVariable } = of;
  const lists = { default: ["d1", "d2"], [agent]: ["a1", "a2"] };
  const webhook = of.channel.createWebhook({
    [keysVariable]: JSON.stringify(lists),
  });

  it.each([
    ["an agent's payload with its first key", agent, "a1"],
    ["an agent's payload with its second key", agent, "a2"],
    ["another agent's payload with the first default key", otherAgent, "d1"],
    ["another agent's payload with the second default key", otherAgent, "d2"],
    ["a payload without an agent with a default key", undefined, "d1"],
    ["a payload with a malformed agent with a default key", `${agent}/x`, "d1"],
    ["a payload whose agent is no text with a default key", [agent], "d1"],
  ])("accepts %s", (__, name, key) => {
    const request = signedRequest(of, receiptOf(name), key);
    expect(webhook.verifySignature(request)).toBe(true);
  });

  it.each([
    ["an agent's payload with a default key", agent, "d1"],
    ["another agent's payload with this agent's key", otherAgent, "a1"],
    ["a payload without an agent with an agent's key", undefined, "a1"],
    ["a payload with a malformed agent with its key", `${agent}/x`, "a1"],
    ["a payload with a key that nobody has", agent, "x"],
    ["a payload without a signature", agent, undefined],
  ])("refuses %s", (__, name, key) => {
    const request = signedRequest(of, receiptOf(name), key);
    expect(webhook.verifySignature(request)).toBe(false);
  });

  it("has no valid key for an agent where there is no default one", () => {
    const own = of.channel.createWebhook({
      [keysVariable]: JSON.stringify({ [agent]: ["a1"] }),
    });
    const request = (name: string) => signedRequest(of, receiptOf(name), "a1");
    expect(own.verifySignature(request(agent))).toBe(true);
    expect(own.verifySignature(request(otherAgent))).toBe(false);
  });

  it.each(["d1", "d2", "a1", "a2"])(
    "takes the key %s for a client token of the handshake",
    (clientToken) => {
      const request = signedRequest(of, { clientToken, secret: "7" });
      const post = { method: "POST", query: new URLSearchParams() };
      const answer = webhook.respondToVerification({ ...post, ...request });
      expect(answer).toEqual({ status: 200, text: "7" });
    },
  );

  it("refuses a handshake with another client token", () => {
    const request = signedRequest(of, { clientToken: "x", secret: "7" });
    const post = { method: "POST", query: new URLSearchParams() };
    const answer = webhook.respondToVerification({ ...post, ...request });
    expect(answer?.status).toBe(403);
  });

  it("takes no receipt for a handshake", () => {
    const post = { method: "POST", query: new URLSearchParams() };
    const request = signedRequest(of, receiptOf(agent), "a1");
    expect(
      webhook.respondToVerification({ ...post, ...request }),
    ).toBeUndefined();
  });

  it.each([
    ["are missing", {}],
    ["are no JSON", { [keysVariable]: "hush" }],
    ["are of no agent", { [keysVariable]: '{"a/b/c": ["hush"]}' }],
  ])("can't be made where the keys %s", (__, environment) => {
    const create = () => of.channel.createWebhook(environment);
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(new RegExp(`${keysVariable} `));
    expect(create).not.toThrow(/hush/);
  });
});
