import { describe, expect, it } from "@jest/globals";
import { respondToVerification } from "../../../../shared/channels/google/handshake.ts";
import { businessMessages } from "../../../support/fixtures.ts";

describe("answerHandshake", () => {
  it.each([
    ["the only token", ["local-key"]],
    ["the first of several tokens", ["local-key", "other"]],
    ["the last of several tokens", ["other", "local-key"]],
  ])("answers the plain secret to %s of this webhook", (_, tokens) => {
    const answer = respondToVerification(businessMessages("handshake"), tokens);
    expect(answer).toEqual({ status: 200, text: "8301574627" });
  });

  it.each([
    ["another token", ["other"]],
    ["a token of which ours is only the beginning", ["local"]],
    ["a token that is only the beginning of ours", ["local-key-2"]],
    ["any token, while there is none", []],
  ])("refuses %s, and doesn't tell the secret", (_, tokens) => {
    const answer = respondToVerification(businessMessages("handshake"), tokens);
    expect(answer?.status).toBe(403);
    expect(answer?.text).not.toContain("8301574627");
    expect(answer?.text).not.toContain("local");
  });

  it("answers an empty secret, which is one, too", () => {
    const body = { ...businessMessages("handshake"), secret: "" };
    const answer = respondToVerification(body, ["local-key"]);
    expect(answer).toEqual({ status: 200, text: "" });
  });

  it.each([
    ["a receipt", businessMessages("delivered")],
    ["a message", businessMessages("message")],
    ["a token without a secret", { clientToken: "local-key" }],
    ["a secret without a token", { secret: "8301574627" }],
    ["a secret that is no text", { clientToken: "local-key", secret: 7 }],
    ["a token that is no text", { clientToken: ["local-key"], secret: "7" }],
    ["a list", [businessMessages("handshake")]],
    ["null", null],
    ["text", "local-key"],
  ])("leaves alone %s, since it is no handshake", (_, body) => {
    expect(respondToVerification(body, ["local-key"])).toBeUndefined();
  });
});
