import { describe, expect, it } from "@jest/globals";
import { businessMessages } from "../../support/fixtures.ts";
import { KEYS, serveWebhook, sign, TOPICS } from "./serve-webhook.ts";

const ODD = `\n ${JSON.stringify(businessMessages("delivered"), null, 2)}\t`;

describe("a body that the framework has parsed already", () => {
  it.each(["application/json", "text/plain", "application/octet-stream"])(
    "is taken by its bytes, whatever it calls itself (%s)",
    async (type) => {
      await using webhook = await serveWebhook({ parsedByFramework: true });

      const response = await fetch(webhook.url, {
        method: "POST",
        headers: {
          "Content-Type": type,
          "X-Goog-Signature": sign(ODD, KEYS.current),
        },
        body: ODD,
      });

      expect(response.status).toBe(200);
      expect(webhook.publisher.on(TOPICS.receipts)).toHaveLength(1);
    },
  );

  it("is checked by its bytes: the same JSON, written otherwise, is refused", async () => {
    await using webhook = await serveWebhook({ parsedByFramework: true });
    const rewritten = JSON.stringify(JSON.parse(ODD));
    const signature = sign(ODD, KEYS.current);

    expect((await webhook.post(rewritten, { signature })).status).toBe(401);
    expect((await webhook.post(rewritten, "unsigned")).status).toBe(401);
    expect(webhook.publisher.calls).toEqual([]);
  });

  it("is forwarded byte for byte", async () => {
    await using webhook = await serveWebhook({ parsedByFramework: true });
    const rawBody = Buffer.from(
      ` ${JSON.stringify(businessMessages("message"))}\n`,
    );

    expect((await webhook.post(rawBody)).status).toBe(200);
    expect(webhook.publisher.on(TOPICS.userEvents)).toMatchObject([
      { data: rawBody },
    ]);
  });

  it("is held to the cap", async () => {
    const maxBodyBytes = Buffer.byteLength(ODD);
    await using webhook = await serveWebhook({
      parsedByFramework: true,
      maxBodyBytes,
    });

    expect((await webhook.post(ODD)).status).toBe(200);
    expect((await webhook.post(`${ODD} `)).status).toBe(413);
    expect(webhook.publisher.calls).toHaveLength(1);
  });

  it.each(["", "no JSON"])("is answered 400 if it is %j", async (rawBody) => {
    await using webhook = await serveWebhook({ parsedByFramework: true });

    expect((await webhook.post(rawBody)).status).toBe(400);
  });
});
