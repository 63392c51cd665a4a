import { describe, expect, it } from "@jest/globals";
import { businessMessages } from "../../support/fixtures.ts";
import { serveWebhook, sign, KEYS } from "./serve-webhook.ts";

const DELIVERED = JSON.stringify(businessMessages("delivered"));

describe("the method", () => {
  it.each(["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])(
    "answers 405 to %s and names POST",
    async (method) => {
      await using webhook = await serveWebhook();

      const response = await fetch(webhook.url, { method });

      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("POST");
      expect(webhook.publisher.calls).toEqual([]);
    },
  );
});

it.each([
  ["GET", undefined, 405],
  ["POST", "{", 400],
  ["POST", `"${"x".repeat(2_000_000)}"`, 413],
])(
  "leaves a trace of what it refuses: %s, %#",
  async (method, body, status) => {
    await using webhook = await serveWebhook();

    await fetch(webhook.url, { method, ...(body && { body }) });

    expect(webhook.lines).toMatchObject([
      {
        severity: "WARNING",
        message: "Request rejected",
        fields: { status },
      },
    ]);
  },
);

describe("the body's length", () => {
  const maxBodyBytes = Buffer.byteLength(DELIVERED);

  it("takes a body of exactly the cap", async () => {
    await using webhook = await serveWebhook({ maxBodyBytes });

    expect((await webhook.post(DELIVERED)).status).toBe(200);
    expect(webhook.publisher.calls).toHaveLength(1);
  });

  it.each([1, 1_000_000])(
    "answers 413 to a body of %d bytes over the cap",
    async (extra) => {
      await using webhook = await serveWebhook({ maxBodyBytes });

      const response = await webhook.post(DELIVERED + " ".repeat(extra));

      expect(response.status).toBe(413);
      expect(webhook.publisher.calls).toEqual([]);
    },
  );

  it.each([
    [0, 200],
    [1, 413],
  ])(
    "counts what comes in chunks, without a length (%d over: %d)",
    async (extra, status) => {
      await using webhook = await serveWebhook({ maxBodyBytes });
      const rawBody = DELIVERED + " ".repeat(extra);

      const response = await fetch(webhook.url, {
        method: "POST",
        headers: { "X-Goog-Signature": sign(rawBody, KEYS.current) },
        body: new Blob([rawBody]).stream(),
        duplex: "half",
      });

      expect(response.status).toBe(status);
      expect(webhook.publisher.calls).toHaveLength(status === 200 ? 1 : 0);
    },
  );

  it("counts characters of several bytes as several", async () => {
    await using webhook = await serveWebhook({ maxBodyBytes: 10 });

    expect((await webhook.post('"éééé"')).status).toBe(200); // 10 bytes
    expect((await webhook.post('"ééééé"')).status).toBe(413); // 7 characters
  });
});

describe("the body", () => {
  it.each(["", "no JSON", DELIVERED.slice(0, -1), `${DELIVERED}}`])(
    "answers 400 to what is not JSON, signed or not (%#)",
    async (rawBody) => {
      await using webhook = await serveWebhook();

      expect((await webhook.post(rawBody)).status).toBe(400);
      expect((await webhook.post(rawBody, "unsigned")).status).toBe(400);
      expect(webhook.publisher.calls).toEqual([]);
    },
  );
});
