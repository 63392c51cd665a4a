import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  ReceiptEvent,
  ReceiptType,
} from "../../shared/events/receipt-event.ts";
import type { ChannelUnderTest } from "../support/channels.ts";
import { FORBIDDEN } from "../support/secrets.ts";
import { testSamples } from "./channel-samples.ts";

/** What every channel does. */
export function testChannel(of: ChannelUnderTest): void {
  const { channel } = of;
  const parse = (text: string) =>
    channel.parse(
      { rawBody: Buffer.from(text), body: JSON.parse(text) as unknown },
      0,
    );

  describe("what it says of itself", () => {
    it("is a name in small letters with hyphens", () => {
      expect(channel.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    });

    it("is what it reports: something, and each once", () => {
      const { supportedReceiptTypes } = channel;
      expect(supportedReceiptTypes.length).toBeGreaterThan(0);
      expect(new Set(supportedReceiptTypes).size).toBe(
        supportedReceiptTypes.length,
      );
      expect(ReceiptType.options).toEqual(
        expect.arrayContaining([...supportedReceiptTypes]),
      );
    });

    it("is that it takes POST, and forwards the signature", () => {
      expect(channel.methods).toContain("POST");
      expect(channel.forwardedHeaders).toContain(channel.signatureHeader);
    });

    it("is how a message is named, with placeholders for ids", () => {
      const segments = of.newConversation().split("/").concat("messages", "m");
      const example = channel.exampleMessage.split("/");
      const filled = example.map((segment, index) =>
        /^[A-Z]$/.test(segment) ? segments[index] : segment,
      );
      expect(filled).toEqual(segments);
    });
  });

  describe("a message's name", () => {
    it("is read as it is, and begins with its conversation's", () => {
      const conversation = of.newConversation();
      const message = `${conversation}/messages/m`;
      const found = channel.parseMessageName(message);
      expect(found).toEqual({ message, conversation });
    });

    it("is none with a way up in it, or without an end", () => {
      const conversation = of.newConversation();
      for (const id of ["..", ".", "", "a/b", "m/claims/x", "__x__"]) {
        const name = `${conversation}/messages/${id}`;
        expect(channel.parseMessageName(name)).toBeUndefined();
      }
    });

    it("is shown in logs without what identifies a user, and so that it can be told from others", () => {
      const conversation = of.newConversation();
      const shown = ["m", "n"].map((id) =>
        channel.redactedName({
          message: `${conversation}/messages/${id}`,
          conversation,
        }),
      );
      expect(new Set(shown).size).toBe(2);
      for (const text of shown) {
        expect(FORBIDDEN.filter(({ isIn }) => isIn(text))).toEqual([]);
      }
    });
  });

  describe("parse", () => {
    it("always finds something, so that nothing vanishes", () => {
      fc.assert(
        fc.property(fc.jsonValue(), (body) => {
          const found = parse(JSON.stringify(body));
          const { receipts, unusable, userEventKind } = found;
          expect(
            receipts.length +
              unusable.length +
              (userEventKind === undefined ? 0 : 1),
          ).toBeGreaterThan(0);
        }),
      );
    });

    it.each([...channel.supportedReceiptTypes])(
      "makes an event that keeps to its contract of a documented %s",
      (type) => {
        const message = `${of.newConversation()}/messages/m`;
        const [payload, ...more] = of.payloads({ type, messages: [message] });
        expect(more).toEqual([]);
        const { receipts, unusable } = parse(JSON.stringify(payload));
        expect(unusable).toEqual([]);
        expect(receipts).toEqual([
          expect.objectContaining({
            channel: channel.name,
            message,
            receiptType: type,
          }),
        ]);
        expect(ReceiptEvent.parse(receipts[0])).toEqual(receipts[0]);
      },
    );

    it("tells what else a user did", () => {
      const { payload, kind } = of.userEvent;
      expect(parse(JSON.stringify(payload))).toMatchObject({
        receipts: [],
        unusable: [],
        userEventKind: kind,
      });
    });
  });

  testSamples(of);
}
