import { describe, expect, it } from "@jest/globals";
import { businessMessages } from "../../support/fixtures.ts";
import { AGENT, KEYS, serveWebhook, sign, TOPICS } from "./serve-webhook.ts";

const channel = "business-messages";
const source = "receiveWebhook";

describe("what else a user does", () => {
  it.each([
    ["message", "message"],
    ["suggestion-response", "suggestionResponse"],
    ["user-status", "userStatus"],
    ["survey-response", "surveyResponse"],
    ["authentication-response", "authenticationResponse"],
  ])("is forwarded byte for byte, and signed (%s)", async (fixture, kind) => {
    await using webhook = await serveWebhook();
    const rawBody = Buffer.from(
      `\n${JSON.stringify(businessMessages(fixture), null, 3)}\t `,
    );

    expect((await webhook.post(rawBody)).status).toBe(200);
    expect(webhook.publisher.calls).toEqual([
      {
        topic: TOPICS.userEvents,
        messages: [
          {
            data: rawBody,
            attributes: {
              channel,
              agent: AGENT,
              kind,
              "Content-Type": "application/json",
              "X-Goog-Signature": sign(rawBody, KEYS.current),
            },
          },
        ],
      },
    ]);
    expect(webhook.lines).toMatchObject([
      { severity: "INFO", fields: { userEventKind: kind } },
    ]);
  });

  it("is forwarded although receipts came with it, and they are published", async () => {
    await using webhook = await serveWebhook();
    const rawBody = JSON.stringify({
      ...businessMessages("message"),
      ...businessMessages("delivered"),
    });

    expect((await webhook.post(rawBody)).status).toBe(200);
    const { publisher } = webhook;
    expect(publisher.on(TOPICS.userEvents)).toHaveLength(1);
    expect(publisher.on(TOPICS.receipts)).toHaveLength(1);
    expect(publisher.on(TOPICS.deadLetters)).toEqual([]);
  });
});

describe("an authentic payload in which nothing is known", () => {
  it.each([
    ["nothing but an agent", JSON.stringify({ agent: AGENT }), AGENT],
    ["an unknown kind", `{"agent": "${AGENT}", "hologram": {}}`, AGENT],
    ["null for every kind", '{"message": null, "receipts": null}', undefined],
    ["no receipts in receipts", '{"receipts": {"receipts": []}}', undefined],
    ["receipts that are no list", '{"receipts": "READ"}', undefined],
    [
      "an inherited name for a kind",
      '{"__proto__": {"message": {}}}',
      undefined,
    ],
    ["an empty object", "{}", undefined],
    ["a list", "[ ]", undefined],
    ["null", "null", undefined],
    ["a text", '"receipts"', undefined],
  ])(
    "is kept whole in dead-letters, with the reason: %s",
    async (_, rawBody, agent) => {
      await using webhook = await serveWebhook();

      expect((await webhook.post(rawBody)).status).toBe(200);
      const reason = expect.stringMatching(/^The payload.*\.$/);
      expect(webhook.publisher.calls).toEqual([
        {
          topic: TOPICS.deadLetters,
          messages: [
            {
              data: Buffer.from(rawBody),
              attributes: { reason, source, channel, ...(agent && { agent }) },
            },
          ],
        },
      ]);
      expect(webhook.lines).toMatchObject([
        { severity: "WARNING", fields: { unusableCount: 1, reason } },
      ]);
    },
  );
});
