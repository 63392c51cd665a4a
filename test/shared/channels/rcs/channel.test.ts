import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { rcs as channel } from "../../../../shared/channels/rcs/channel.ts";
import { inEnvelope, rcs } from "../../../support/fixtures.ts";

const AGENT = String(rcs("delivered").agentId);
const RCS_WEBHOOK_KEYS = JSON.stringify({ default: ["d"], [AGENT]: ["a"] });
const webhook = channel.createWebhook({ RCS_WEBHOOK_KEYS });

type Envelope = { message: Record<string, unknown>; subscription?: unknown };
const delivered = inEnvelope(rcs("delivered")) as Envelope;
const dataOf = ({ message }: Envelope) =>
  Buffer.from(String(message.data), "base64");

/** A body as it arrives, with a signature over such bytes. */
function signed(body: unknown, bytes: Buffer, key = "a") {
  const hmac = createHmac("sha512", key).update(bytes);
  const headers = { "x-goog-signature": hmac.digest("base64") };
  return { headers, rawBody: Buffer.from(JSON.stringify(body)), body };
}

describe("the signature of RCS for Business", () => {
  it("is over the data as base64 holds it", () => {
    expect(webhook.verifySignature(signed(delivered, dataOf(delivered)))).toBe(
      true,
    );
  });

  it.each([
    ["the body", Buffer.from(JSON.stringify(delivered))],
    ["the data's base64", Buffer.from(String(delivered.message.data))],
    [
      "the event, written otherwise",
      Buffer.from(JSON.stringify(rcs("delivered"), null, 2)),
    ],
    ["nothing", Buffer.alloc(0)],
  ])("is refused over %s", (_, bytes) => {
    expect(webhook.verifySignature(signed(delivered, bytes))).toBe(false);
  });

  it.each<[string, unknown]>([
    ["of another message", inEnvelope(rcs("read"))],
    ["without data", { message: { attributes: {} } }],
    ["whose data is no base64", { message: { data: "{}" } }],
    ["without its envelope", rcs("delivered")],
    ["that is no object", [delivered]],
    ["that is null", null],
  ])("is refused with a body %s", (_, body) => {
    for (const key of ["a", "d"]) {
      expect(
        webhook.verifySignature(signed(body, dataOf(delivered), key)),
      ).toBe(false);
      expect(webhook.verifySignature(signed(body, Buffer.alloc(0), key))).toBe(
        false,
      );
    }
  });

  it.each<[string, Envelope]>([
    ["no attributes", { message: { data: delivered.message.data } }],
    [
      "other attributes",
      inEnvelope(rcs("delivered"), { agentId: "x", type: "y" }) as Envelope,
    ],
    [
      "other ids and times",
      {
        message: { ...delivered.message, messageId: "9", publishTime: "soon" },
        subscription: {},
      },
    ],
  ])("is not about the rest of the envelope: %s", (_, body) => {
    expect(webhook.verifySignature(signed(body, dataOf(delivered)))).toBe(true);
  });

  it("is checked with the keys of the agent in the data, not of one that the envelope names", () => {
    const body = inEnvelope(rcs("delivered"), { agentId: "other" });
    expect(webhook.verifySignature(signed(body, dataOf(delivered), "d"))).toBe(
      false,
    );
    const ofOther = inEnvelope(
      { ...rcs("delivered"), agentId: "other" },
      { agentId: AGENT },
    ) as Envelope;
    expect(webhook.verifySignature(signed(ofOther, dataOf(ofOther), "a"))).toBe(
      false,
    );
    expect(webhook.verifySignature(signed(ofOther, dataOf(ofOther), "d"))).toBe(
      true,
    );
  });

  it("may be over what is no event, so that it is kept", () => {
    const body = {
      message: { data: Buffer.from("no JSON").toString("base64") },
    };
    expect(webhook.verifySignature(signed(body, dataOf(body), "d"))).toBe(true);
    expect(channel.parse(signed(body, dataOf(body)), 0).unusable).toHaveLength(
      1,
    );
  });
});

describe("the handshake of RCS for Business", () => {
  const post = { method: "POST", query: new URLSearchParams(), headers: {} };
  const answerTo = (body: unknown) =>
    webhook.respondToVerification({
      ...post,
      rawBody: Buffer.from("{}"),
      body,
    });

  it.each(["a", "d"])("is answered with the plain secret: %s", (key) => {
    const body = { ...rcs("handshake"), clientToken: key };
    expect(answerTo(body)).toEqual({
      status: 200,
      text: rcs("handshake").secret,
    });
  });

  it("is refused, without the secret, for another token", () => {
    const answer = answerTo(rcs("handshake"));
    expect(answer?.status).toBe(403);
    expect(answer?.text).not.toContain(rcs("handshake").secret);
  });

  it("comes without an envelope: one in an envelope is none", () => {
    const body = { ...rcs("handshake"), clientToken: "a" };
    expect(answerTo(inEnvelope(body))).toBeUndefined();
  });
});

describe("the channel RCS for Business", () => {
  it("answers POST only", () => {
    expect(channel.methods).toEqual(["POST"]);
  });

  it("forwards the signature, under the platform's name for it", () => {
    expect(channel.forwardedHeaders).toEqual(["X-Goog-Signature"]);
  });
});
