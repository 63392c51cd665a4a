import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/rcs/parse.ts";
import { inEnvelope, rcs } from "../../../support/fixtures.ts";

const AGENT = "growing-tree-bank";

function parse(event: unknown, attributes?: Record<string, string>) {
  return parsePayload(inEnvelope(event, attributes), Buffer.from("raw"), 0);
}

describe("what else a user did", () => {
  it.each([
    ["message", "message"],
    ["suggestion", "message"],
    ["typing", "typing"],
    ["subscribe", "subscribe"],
    ["unsubscribe", "unsubscribe"],
    ["launch", "launch"],
  ])("is told by its kind: the event %s is %s", (fixture, userEventKind) => {
    expect(parse(rcs(fixture))).toEqual({
      agent: AGENT,
      receipts: [],
      unusable: [],
      userEventKind,
    });
  });

  it.each([
    ["text", "hello there"],
    ["text", ""],
    ["userFile", { payload: { fileUri: "https://example.com/a.png" } }],
    ["location", { latitude: 52.5, longitude: 13.4 }],
    ["suggestionResponse", null],
  ])("may be a message with the field %s of any shape", (field, value) => {
    const { text, ...message } = rcs("message");
    expect(text).toBeDefined();
    expect(parse({ ...message, [field]: value })).toMatchObject({
      receipts: [],
      unusable: [],
      userEventKind: "message",
    });
  });

  it("is a launch by what it lacks, and not by what the envelope says", () => {
    const launch = { type: "agent_launch_event" };
    expect(parse(rcs("launch"), launch).userEventKind).toBe("launch");
    expect(parse(rcs("launch")).userEventKind).toBe("launch");
    expect(parse(rcs("typing"), launch).userEventKind).toBe("typing");
  });

  it("is told although there is no usable agent", () => {
    const event = { ...rcs("message"), agentId: "a/b" };
    expect(parse(event)).toMatchObject({
      agent: undefined,
      userEventKind: "message",
    });
  });

  it("is no receipt, however much it looks like one", () => {
    const { eventType } = rcs("typing");
    const event = { ...rcs("delivered"), eventType };
    expect(parse(event)).toMatchObject({
      receipts: [],
      unusable: [],
      userEventKind: "typing",
    });
  });
});
