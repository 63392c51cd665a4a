import { describe, expect, it } from "@jest/globals";
import {
  channels,
  findMessage,
  isConversation,
} from "../../shared/channels.ts";

describe("findMessage", () => {
  it("finds the channel that a message's name belongs to, and the conversation", () => {
    const found = findMessage("conversations/C/messages/M");
    expect(found).toMatchObject({
      message: "conversations/C/messages/M",
      conversation: "conversations/C",
    });
    expect(found?.channel.name).toBe("business-messages");
  });

  it.each([
    "",
    "messages/M",
    "conversations/C",
    "conversations/C/messages/../x",
    "topics/C/messages/M",
  ])("finds none for %j", (name) => {
    expect(findMessage(name)).toBeUndefined();
  });
});

describe("isConversation", () => {
  it.each(["conversations/C", "conversations/ü #%2e"])("takes %j", (name) => {
    expect(isConversation(name)).toBe(true);
  });

  it.each([
    "",
    "/",
    "conversations",
    "conversations/",
    "conversations/..",
    "conversations/__x__",
    "conversations/C/",
    "conversations/C/messages",
    "conversations/C/messages/M",
    "conversations/C/messages/M/claims/agent-read",
    "conversations/a/b",
    "topics/C",
    "/conversations/C",
  ])("refuses %j", (name) => {
    expect(isConversation(name)).toBe(false);
  });
});

describe("channels", () => {
  it("have names that tell them apart, in small letters with hyphens", () => {
    const names = channels.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual(
      [],
    );
  });
});
