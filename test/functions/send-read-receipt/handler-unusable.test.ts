import { describe, expect, it } from "@jest/globals";
import {
  AGENT,
  createFakePlatform,
  EVENT,
  MESSAGE,
  serveSendReadReceipt,
} from "./serve-send-read-receipt.ts";

describe("an event that can't be used", () => {
  it.each([
    ["no message", { agent: AGENT }, /message: /],
    ["a bad time", { ...EVENT, readTime: "now" }, /readTime: /],
    ["a reader too long", { ...EVENT, reader: "r".repeat(1025) }, /reader: /],
    [
      "a dotted name",
      { message: "conversations/../messages/x" },
      /^Invalid message name/,
    ],
    [
      "a reserved name",
      { message: "conversations/a/messages/__x__" },
      /^Invalid message name/,
    ],
    [
      "an empty id",
      { message: "conversations//messages/x" },
      /^Invalid message name/,
    ],
    [
      "more behind the name",
      { message: `${MESSAGE}/receipt` },
      /^Invalid message name/,
    ],
    [
      "another collection",
      { message: "spaces/a/messages/x" },
      /^Invalid message name/,
    ],
    [
      "a name with a line break",
      { message: `${MESSAGE}\n` },
      /^Invalid message name/,
    ],
  ])(
    "goes to dead-letters, and the platform isn't asked: %s",
    async (_, event, reason) => {
      const platform = createFakePlatform();
      await using tested = await serveSendReadReceipt({ platform });

      expect(await tested.push(event)).toBe(204);
      expect(platform.calls).toEqual([]);
      expect(tested.letters()).toMatchObject([
        {
          data: Buffer.from(JSON.stringify(event)),
          attributes: {
            source: "sendReadReceipt",
            reason: expect.stringMatching(reason),
          },
        },
      ]);
      expect(tested.lines).toMatchObject([{ severity: "WARNING" }]);
    },
  );
});
