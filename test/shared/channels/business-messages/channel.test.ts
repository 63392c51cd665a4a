import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { businessMessages as channel } from "../../../../shared/channels/business-messages/channel.ts";
import { ConfigurationError } from "../../../../shared/configuration.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const AGENT = "brands/3a5e4b52-brand/agents/9d1c7f60-agent";
const WEBHOOK_KEYS = JSON.stringify({ default: ["d"], [AGENT]: ["a1", "a2"] });

const delivered = businessMessages("delivered");
const { agent, ...withoutAgent } = delivered;
const ofOther = { ...delivered, agent: "brands/B/agents/other" };
const ofNobody = { ...delivered, agent: `${String(agent)}/more` };

function requestOf(body: unknown, key?: string) {
  const rawBody = Buffer.from(JSON.stringify(body));
  const hmac = createHmac("sha512", key ?? "").update(rawBody);
  const signature = { "x-goog-signature": hmac.digest("base64") };
  return { headers: key === undefined ? {} : signature, rawBody, body };
}

describe("the webhook of Business Messages", () => {
  const webhook = channel.createWebhook({ WEBHOOK_KEYS });

  it.each([
    ["an agent's payload with its first key", delivered, "a1"],
    ["an agent's payload with its second key", delivered, "a2"],
    ["another agent's payload with the default key", ofOther, "d"],
    ["a payload without an agent with the default key", withoutAgent, "d"],
    ["a payload with a malformed agent with the default key", ofNobody, "d"],
    ["what is no object with the default key", [], "d"],
  ])("accepts %s", (_, body, key) => {
    expect(webhook.verify(requestOf(body, key))).toBe(true);
  });

  it.each([
    ["an agent's payload with the default key", delivered, "d"],
    ["another agent's payload with this agent's key", ofOther, "a1"],
    ["a payload without an agent with an agent's key", withoutAgent, "a1"],
    ["a payload with a key that nobody has", delivered, "x"],
    ["a payload without a signature", delivered, undefined],
  ])("refuses %s", (_, body, key) => {
    expect(webhook.verify(requestOf(body, key))).toBe(false);
  });

  it("checks the bytes that were sent, and not what was read from them", () => {
    const request = requestOf(delivered, "a1");
    const rawBody = Buffer.from(JSON.stringify(delivered, null, 2));
    expect(webhook.verify({ ...request, rawBody })).toBe(false);
  });

  it.each(["d", "a1", "a2"])("takes the key %s for a client token", (key) => {
    const body = { clientToken: key, secret: "7" };
    const post = { method: "POST", query: new URLSearchParams() };
    const answer = webhook.handshake({ ...post, ...requestOf(body) });
    expect(answer?.status).toBe(200);
  });

  it("can't be made without keys", () => {
    expect(() => channel.createWebhook({})).toThrow(ConfigurationError);
  });
});

describe("the channel Business Messages", () => {
  it("takes receipts out of a payload", () => {
    const { receipts } = channel.parse(requestOf(delivered), 0);
    expect(receipts.map(({ receiptType }) => receiptType)).toEqual([
      "DELIVERED",
    ]);
  });

  it("answers POST only", () => {
    expect(channel.methods).toEqual(["POST"]);
  });

  it("forwards the signature, under the platform's name for it", () => {
    expect(channel.forwardedHeaders).toEqual(["X-Goog-Signature"]);
  });

  it("shows messages' names in logs as they are: they tell nothing of the user", () => {
    const message = "conversations/C/messages/M";
    const conversation = "conversations/C";
    expect(channel.logName({ message, conversation })).toBe(message);
  });
});
