import { describe, expect, it } from "@jest/globals";
import { AgentReadEvent } from "../../../shared/events/agent-read-event.ts";

const message = "conversations/C/messages/M";

describe("AgentReadEvent", () => {
  it.each([
    ["the message alone", { message }],
    [
      "every field",
      {
        message,
        agent: "brands/B/agents/A",
        reader: "ada",
        readTime: "2026-01-31T09:30:00+01:00",
        messageTime: "2026-01-31T09:29:00.123456789Z",
      },
    ],
    ["a reader of 256 characters", { message, reader: "x".repeat(256) }],
    ["an agent of 256 characters", { message, agent: "x".repeat(256) }],
  ])("accepts %s, and changes nothing in it", (_, event) => {
    expect(AgentReadEvent.parse(event)).toEqual(event);
  });

  it.each([
    ["no message", {}],
    ["an empty message", { message: "" }],
    ["a message that is no text", { message: { name: message } }],
    ["a reader of 1025 characters", { message, reader: "x".repeat(1025) }],
    ["a reader that is no text", { message, reader: 7 }],
    ["a reader of half a character", { message, reader: "a\ud800" }],
    ["an agent of 1025 characters", { message, agent: "x".repeat(1025) }],
    ["an agent that is no text", { message, agent: {} }],
    ["an agent of half a character", { message, agent: "a\ud800" }],
    ["a time that is none", { message, readTime: "today" }],
    ["a sending time that is none", { message, messageTime: "today" }],
    ["no object", message],
  ])("refuses %s", (_, event) => {
    expect(AgentReadEvent.safeParse(event).success).toBe(false);
  });

  it("takes null for left out", () => {
    const event = { message, agent: null, reader: null };
    const times = { readTime: null, messageTime: null };
    expect(AgentReadEvent.parse({ ...event, ...times })).toEqual({ message });
  });

  it("drops fields that it does not know", () => {
    const event = AgentReadEvent.parse({ message, text: "private" });
    expect(event).toEqual({ message });
  });
});
