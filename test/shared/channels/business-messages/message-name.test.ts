import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseMessageName } from "../../../../shared/channels/business-messages/message-name.ts";
import { isSafeId } from "../../../../shared/events/resource-id.ts";
import { unicodeText } from "../../../support/unicode-text.ts";

describe("parseMessageName", () => {
  it.each([
    ["conversations/C/messages/M", "conversations/C"],
    [
      "conversations/1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11/messages/5b0cfd62-0001",
      "conversations/1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11",
    ],
    ["conversations/messages/messages/messages", "conversations/messages"],
    ["conversations/a b/messages/c%2Fd", "conversations/a b"],
  ])("reads %s", (name, conversation) => {
    expect(parseMessageName(name)).toEqual({ message: name, conversation });
  });

  it.each([
    ["nothing", ""],
    ["a message's id alone", "M"],
    ["a conversation", "conversations/C"],
    ["a name without the message's id", "conversations/C/messages/"],
    ["a name without the conversation's id", "conversations//messages/M"],
    ["a slash before it", "/conversations/C/messages/M"],
    ["a slash after it", "conversations/C/messages/M/"],
    ["a receipt's name", "conversations/C/messages/M/receipt"],
    ["capital letters", "Conversations/C/Messages/M"],
    ["another resource", "conversations/C/events/M"],
    ["another collection", "phones/C/messages/M"],
    ["a way up from the conversation", "conversations/../messages/M"],
    ["a way up from the message", "conversations/C/messages/.."],
    ["an id that Firestore reserves", "conversations/C/messages/__M__"],
    ["a control character", "conversations/C/messages/M\n"],
    ["half a character", "conversations/C\ud800/messages/M"],
    ["an id that is too long", `conversations/C/messages/${"M".repeat(1501)}`],
  ])("refuses %s", (_, name) => {
    expect(parseMessageName(name)).toBeUndefined();
  });

  it("accepts exactly the names that are made of two safe ids", () => {
    const id = fc.oneof(
      unicodeText(),
      fc.constantFrom(".", "..", "__x__", "a/b", "M"),
    );
    fc.assert(
      fc.property(id, id, (c, m) => {
        const name = `conversations/${c}/messages/${m}`;
        const conversation = `conversations/${c}`;
        const expected =
          isSafeId(c) && isSafeId(m)
            ? { message: name, conversation }
            : undefined;
        expect(parseMessageName(name)).toEqual(expected);
      }),
    );
  });
});
