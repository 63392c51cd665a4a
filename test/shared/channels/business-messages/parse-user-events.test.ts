import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";
import { USER_EVENT_KINDS } from "../../../../shared/channels/business-messages/payload.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const AGENT = "brands/3a5e4b52-brand/agents/9d1c7f60-agent";

function parse(body: unknown) {
  return parsePayload(body, Buffer.from(JSON.stringify(body)), 0);
}

describe("what else a user did", () => {
  it.each([
    ["message", "message"],
    ["suggestion-response", "suggestionResponse"],
    ["user-status", "userStatus"],
    ["authentication-response", "authenticationResponse"],
    ["survey-response", "surveyResponse"],
  ])("is told by its kind: a payload %s is %s", (fixture, kind) => {
    expect(parse(businessMessages(fixture))).toEqual({
      agent: AGENT,
      receipts: [],
      unusable: [],
      userEventKind: kind,
    });
  });

  it.each(USER_EVENT_KINDS)("may be a %s of any shape", (kind) => {
    expect(parse({ [kind]: "" }).userEventKind).toBe(kind);
    expect(parse({ [kind]: false }).userEventKind).toBe(kind);
    expect(parse({ [kind]: null }).userEventKind).toBeUndefined();
  });

  it("is told beside receipts, if a payload has both", () => {
    const { message } = businessMessages("message");
    const parsed = parse({ ...businessMessages("delivered"), message });
    expect(parsed.userEventKind).toBe("message");
    expect(parsed.receipts).toHaveLength(1);
    expect(parsed.unusable).toEqual([]);
  });

  it("is told beside receipts that can't be used", () => {
    const { message } = businessMessages("message");
    const parsed = parse({ message, receipts: { receipts: [] } });
    expect(parsed.userEventKind).toBe("message");
    expect(parsed.unusable).toHaveLength(1);
  });

  it("is told whatever stands for the agent", () => {
    const payload = { ...businessMessages("message"), agent: "AGENT_NAME" };
    expect(parse(payload)).toMatchObject({
      agent: undefined,
      userEventKind: "message",
    });
  });
});
