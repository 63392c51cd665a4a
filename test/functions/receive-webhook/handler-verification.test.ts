import { describe, expect, it } from "@jest/globals";
import { businessMessages } from "../../support/fixtures.ts";
import { KEYS, serveWebhook } from "./serve-webhook.ts";

function handshake(clientToken: string): string {
  return JSON.stringify({ ...businessMessages("handshake"), clientToken });
}

describe("the ownership handshake", () => {
  it.each(Object.entries(KEYS))(
    "answers the plain secret to a known client token (%s)",
    async (_, key) => {
      await using webhook = await serveWebhook();

      const response = await webhook.post(handshake(key), "unsigned");

      expect(response.status).toBe(200);
      expect(await response.text()).toBe("8301574627");
      expect(response.headers.get("content-type")).toMatch(/^text\/plain\b/);
      expect(webhook.publisher.calls).toEqual([]);
    },
  );

  it("never answers with what a browser would run", async () => {
    await using webhook = await serveWebhook();
    const secret = "<script>alert(1)</script>";

    const response = await webhook.post(
      JSON.stringify({ clientToken: KEYS.current, secret }),
      "unsigned",
    );

    expect(await response.text()).toBe(secret);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain\b/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each(["unknown", "", `${KEYS.current} `, KEYS.current.slice(1)])(
    "answers 403 to the client token %j, without the secret",
    async (clientToken) => {
      await using webhook = await serveWebhook();

      const response = await webhook.post(handshake(clientToken), "unsigned");

      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain("8301574627");
      expect(webhook.publisher.calls).toEqual([]);
      expect(webhook.lines).toMatchObject([{ severity: "WARNING" }]);
    },
  );

  it.each([{ clientToken: KEYS.current }, { secret: "8301574627" }])(
    "asks for a signature where half of a handshake came (%j)",
    async (half) => {
      await using webhook = await serveWebhook();

      const response = await webhook.post(JSON.stringify(half), "unsigned");

      expect(response.status).toBe(401);
    },
  );
});
