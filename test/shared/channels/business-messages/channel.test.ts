import { describe, expect, it } from "@jest/globals";
import { businessMessages as channel } from "../../../../shared/channels/business-messages/channel.ts";
import { googleChannel } from "../google/channels.ts";
import { businessMessages } from "../../../support/fixtures.ts";
import { signedRequest } from "../google/signed-request.ts";

const of = googleChannel("business-messages");
const delivered = businessMessages("delivered");
const webhook = channel.createWebhook({
  BUSINESS_MESSAGES_WEBHOOK_KEYS: '{"default": ["d"]}',
});

describe("the webhook of Business Messages", () => {
  it("checks the bytes that were sent, and not what was read from them", () => {
    const request = signedRequest(of, delivered, "d");
    const rawBody = Buffer.from(JSON.stringify(delivered, null, 2));
    expect(webhook.verifySignature(request)).toBe(true);
    expect(webhook.verifySignature({ ...request, rawBody })).toBe(false);
  });

  it("accepts what is no object with the default key, so that it is kept", () => {
    expect(webhook.verifySignature(signedRequest(of, [], "d"))).toBe(true);
  });
});

describe("the channel Business Messages", () => {
  it("takes receipts out of a payload", () => {
    const { receipts } = channel.parse(signedRequest(of, delivered), 0);
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
    expect(channel.redactedName({ message, conversation })).toBe(message);
  });
});
