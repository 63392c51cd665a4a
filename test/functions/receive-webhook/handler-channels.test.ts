import { describe, expect, it } from "@jest/globals";
import { ReceiptEvent } from "../../../shared/events/receipt-event.ts";
import {
  EACH_CHANNEL,
  headersFor,
  type ChannelUnderTest,
} from "../../support/channels.ts";
import { createKeptPublisher } from "../../support/publisher.ts";
import { FORBIDDEN, STACK_KEY } from "../../support/secrets.ts";
import { serveChannels } from "./serve-channels.ts";
import { TOPICS } from "./serve-webhook.ts";

const forbiddenIn = (text: string) =>
  FORBIDDEN.filter(({ isIn }) => isIn(text)).map(({ kind }) => kind);

describe.each(EACH_CHANNEL)("the webhook of %s", (name, of) => {
  const path = `/webhook/${name}`;
  const messageOf = ({ newConversation }: ChannelUnderTest) =>
    `${newConversation()}/messages/m`;
  const payload = of.payloads({
    type: of.channel.supportedReceiptTypes[0]!,
    messages: [messageOf(of)],
  })[0]!;
  const body = JSON.stringify(payload);
  const signature = of.channel.signatureHeader;
  const right = headersFor(of, body, STACK_KEY)[signature]!;

  it.each([...of.channel.supportedReceiptTypes])(
    "publishes one message for a receipt, with the attributes that subscriptions filter on: %s",
    async (type) => {
      await using webhook = await serveChannels([of]);
      const message = messageOf(of);
      const [first] = of.payloads({ type, messages: [message] });

      expect((await webhook.post(of, path, first!)).status).toBe(200);

      expect(webhook.publisher.calls).toHaveLength(1);
      const [published] = webhook.publisher.on(TOPICS.receipts);
      const event = ReceiptEvent.strict().parse(
        JSON.parse(published!.data.toString()),
      );
      expect(event).toMatchObject({
        channel: name,
        message,
        receiptType: type,
      });
      expect(published!.attributes).toEqual({
        channel: name,
        agent: of.agent,
        receiptType: type,
        schemaVersion: "1",
      });
    },
  );

  it.each<[string, Record<string, string>]>([
    ["no signature", {}],
    ["an empty signature", { [signature]: "" }],
    ["a signature with another key", headersFor(of, body, "guessed")],
    ["a signature with an empty key", headersFor(of, body, "")],
    ["another body's signature", headersFor(of, bodyOfAnother(of), STACK_KEY)],
    ["a signature cut short", { [signature]: right.slice(0, -1) }],
    ["a signature with more behind it", { [signature]: `${right}=` }],
    ["the key itself as signature", { [signature]: STACK_KEY }],
  ])("answers 401 to %s", async (_, headers) => {
    await using webhook = await serveChannels([of]);

    expect((await webhook.send(path, body, headers)).status).toBe(401);

    expect(webhook.publisher.calls).toEqual([]);
    expect(webhook.lines).toMatchObject([
      {
        severity: "WARNING",
        fields: { function: "receiveWebhook", channel: name },
      },
    ]);
  });

  it("forwards what else a user did byte for byte, with its signature", async () => {
    await using webhook = await serveChannels([of]);
    const text = `\n${JSON.stringify(of.userEvent.payload, null, 3)}\t `;
    const headers = headersFor(of, text, STACK_KEY);

    expect((await webhook.send(path, text, headers)).status).toBe(200);

    expect(webhook.publisher.calls).toEqual([
      {
        topic: TOPICS.userEvents,
        messages: [
          {
            data: Buffer.from(text),
            attributes: {
              channel: name,
              agent: of.agent,
              kind: of.userEvent.kind,
              "Content-Type": "application/json",
              [signature]: headers[signature],
            },
          },
        ],
      },
    ]);
  });

  it("keeps what it can't use as it came, with a reason", async () => {
    await using webhook = await serveChannels([of]);
    const [bad] = of.payloads({
      type: of.channel.supportedReceiptTypes[0]!,
      messages: [messageOf(of).replace(/m$/, "..")],
    });

    expect((await webhook.post(of, path, bad!)).status).toBe(200);

    const [letter, ...more] = webhook.publisher.on(TOPICS.deadLetters);
    expect(more).toEqual([]);
    expect(JSON.parse(letter!.data.toString())).toEqual(bad);
    expect(letter!.attributes).toEqual({
      reason: expect.stringMatching(/^[A-Z].*\.$/),
      source: "receiveWebhook",
      channel: name,
      agent: of.agent,
    });
    expect(webhook.publisher.on(TOPICS.receipts)).toEqual([]);
  });

  it("answers 503 while the queue is down, so that the platform sends it again", async () => {
    const down = new Error("The queue is down.");
    const publisher = createKeptPublisher(() => Promise.reject(down));
    await using webhook = await serveChannels([of], publisher);

    expect((await webhook.post(of, path, payload)).status).toBe(503);
    expect(webhook.lines).toMatchObject([
      { severity: "ERROR", error: down, fields: { channel: name } },
    ]);
  });

  it("logs one line each, without what identifies a user or what they said", async () => {
    await using webhook = await serveChannels([of]);

    await webhook.post(of, path, payload);
    await webhook.post(of, path, of.userEvent.payload);
    await webhook.post(of, path, payload, "guessed");
    await webhook.post(of, path, [payload]);

    expect(webhook.lines.map(({ severity }) => severity)).toEqual([
      ...["INFO", "INFO", "WARNING"],
      "WARNING",
    ]);
    expect(forbiddenIn(JSON.stringify(webhook.lines))).toEqual([]);
  });
});

function bodyOfAnother({
  payloads,
  newConversation,
  channel,
}: ChannelUnderTest) {
  const messages = [`${newConversation()}/messages/another`];
  const [another] = payloads({
    type: channel.supportedReceiptTypes[0]!,
    messages,
  });
  return JSON.stringify(another);
}
