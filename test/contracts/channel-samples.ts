import { describe, expect, it } from "@jest/globals";
import type { Sample, SampleOptions } from "../../shared/channels/channel.ts";
import type { ChannelUnderTest } from "../support/channels.ts";

/** What every channel's samples are. */
export function testSamples({
  channel,
  newConversation,
  agent,
}: ChannelUnderTest): void {
  const { simulator } = channel;
  const webhook = channel.createWebhook(simulator.webhookVariables("k"));
  const sample = (options: Partial<SampleOptions> = {}) =>
    simulator.createSamples({
      messages: undefined,
      count: 3,
      receiptType: channel.supportedReceiptTypes[0]!,
      agent: undefined,
      key: "k",
      time: 1_000_000,
      ...options,
    });
  const parse = ({ body }: Sample) =>
    channel.parse(
      { rawBody: Buffer.from(body), body: JSON.parse(body) as unknown },
      0,
    );
  const receiptsOf = (samples: readonly Sample[]) =>
    samples.flatMap((each) => parse(each).receipts);

  const isTaken = ({ headers, body }: Sample) => {
    const lowerCase = Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    return webhook.verifySignature({
      headers: Object.fromEntries(lowerCase) as Record<string, string>,
      rawBody: Buffer.from(body),
      body: JSON.parse(body) as unknown,
    });
  };

  describe("a sample", () => {
    it.each([...channel.supportedReceiptTypes])(
      "is one that the channel takes, of the given type, time and message: %s",
      (receiptType) => {
        const messages = [`${newConversation()}/messages/m`];
        const samples = sample({ receiptType, messages });
        expect(samples.map(isTaken)).toEqual([true]);
        expect(receiptsOf(samples)).toEqual([
          expect.objectContaining({
            message: messages[0],
            receiptType,
            time: "1970-01-01T00:00:01.000000Z",
            timeSource: "RECEIPT",
          }),
        ]);
      },
    );

    it("is refused if another key signed it", () => {
      const isAnyTaken = sample({ key: "other" }).some(isTaken);
      expect(isAnyTaken).toBe(false);
    });

    it("says that it is JSON", () => {
      for (const { headers } of sample()) {
        expect(headers).toHaveProperty("Content-Type", "application/json");
      }
    });

    it("names the messages that it made up: as many as asked for, of one conversation, others each time", () => {
      const [samples, again] = [sample(), sample()];
      const receipts = receiptsOf(samples);
      const named = samples.flatMap(({ messages }) => messages);
      expect(receipts.map(({ message }) => message)).toEqual(named);
      expect(new Set(named).size).toBe(3);
      expect(new Set(receipts.map((r) => r.conversation)).size).toBe(1);
      const others = again.flatMap(({ messages }) => messages);
      expect(others.filter((name) => named.includes(name))).toEqual([]);
    });

    it("is of the given agent", () => {
      const samples = sample({ agent: agent });
      const agents = samples.map((each) => parse(each).agent);
      expect(new Set(agents)).toEqual(new Set([agent]));
    });

    it("is about the given messages, whatever agent is named", () => {
      const messages = [`${newConversation()}/messages/m`];
      const receipts = receiptsOf(sample({ agent: agent, messages }));
      expect(receipts.map(({ message }) => message)).toEqual(messages);
    });
  });

  describe("a user's message", () => {
    const write = (key = "k") =>
      simulator.createUserMessage({ agent, key, time: 1_000_000 });

    it("is one that the channel takes, for the agent, and no receipt", () => {
      const sent = write();
      expect(isTaken(sent)).toBe(true);
      expect(parse(sent)).toEqual({
        agent,
        receipts: [],
        unusable: [],
        userEventKind: "message",
      });
      expect(sent.headers).toHaveProperty("Content-Type", "application/json");
    });

    it("is refused if another key signed it", () => {
      expect(isTaken(write("other"))).toBe(false);
    });

    it("has a name that an agent's read can be told by, and another each time", () => {
      const names = [...write().messages, ...write().messages];
      expect(new Set(names).size).toBe(2);
      for (const name of names) {
        expect(channel.parseMessageName(name)).toMatchObject({ message: name });
        expect(write().body).not.toContain(name);
      }
    });
  });
}
