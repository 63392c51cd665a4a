import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { KEY, type StackUnderTest } from "../../support/stack.ts";
import { startWhatsAppStack } from "./stack.ts";
import { whatsappUnderTest } from "./under-test.ts";

let stack: StackUnderTest;
beforeAll(async () => {
  stack = await startWhatsAppStack();
});
afterAll(() => stack.close());

describe("WhatsApp's handshake", () => {
  const shake = async (query: Record<string, string>) => {
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${stack.url}/webhook/whatsapp?${search}`);
    return [response.status, await response.text()];
  };
  const asked = {
    "hub.mode": "subscribe",
    "hub.challenge": "1158201444",
    "hub.verify_token": KEY,
  };

  it("is answered with its challenge", async () => {
    expect(await shake(asked)).toEqual([200, "1158201444"]);
  });

  it("is refused with another token", async () => {
    const guess = { ...asked, "hub.verify_token": "guess" };
    expect(await shake(guess)).toEqual([403, "Forbidden"]);
  });

  it("is nothing else that comes by GET", async () => {
    expect(await shake({})).toEqual([400, "The body is not JSON."]);
  });

  it("comes by no other method", async () => {
    const answer = await fetch(`${stack.url}/webhook/whatsapp`, {
      method: "PUT",
    });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe("GET, POST");
  });
});

describe("WhatsApp's signature", () => {
  const body = JSON.stringify(whatsappUnderTest.userEvent.payload);
  const digest = createHmac("sha256", KEY).update(body);
  const hex = digest.digest("hex");
  const post = async (headers: Record<string, string>, text = body) => {
    const url = `${stack.url}/webhook/whatsapp`;
    const request = { method: "POST", headers, body: text };
    return (await fetch(url, request)).status;
  };

  it("is over the body's bytes, in hexadecimal digits", async () => {
    expect(await post({ "X-Hub-Signature-256": `sha256=${hex}` })).toBe(200);
  });

  it.each([
    ["is missing", {}, body],
    ["has no prefix", { "X-Hub-Signature-256": hex }, body],
    [
      "is of other bytes",
      { "X-Hub-Signature-256": `sha256=${hex}` },
      `${body} `,
    ],
    ["is in Google's header", { "X-Goog-Signature": `sha256=${hex}` }, body],
  ])("lets nobody in when it %s", async (_, headers, text) => {
    expect(await post(headers, text)).toBe(401);
  });
});
