import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/rcs/parse.ts";
import { inEnvelope, rcs } from "../../../support/fixtures.ts";

const NO_OBJECT = "The payload's data isn't a JSON object.";
const NO_TYPE = "The event has neither a type nor a message.";
const UNKNOWN_TYPE = "The event's type is not a known one.";
const NO_FIELDS =
  "The event has no usable agent's id, no phone number or no message's id.";
const NO_NAME = "The event's phone number or message's id is not usable.";

const rawBody = Buffer.from("the bytes that came");
const parse = (body: unknown) => parsePayload(body, rawBody, 0);
const delivered = (change: object) =>
  inEnvelope({ ...rcs("delivered"), ...change });
const withData = (data: string) => ({ message: { data } });

describe("an event that can't be used", () => {
  it.each<[string, string, unknown]>([
    [NO_OBJECT, "it is no envelope", {}],
    [NO_OBJECT, "it is null", null],
    [NO_OBJECT, "it is a list", [inEnvelope(rcs("delivered"))]],
    [NO_OBJECT, "it comes without its envelope", rcs("delivered")],
    [NO_OBJECT, "its data is a number", { message: { data: 7 } }],
    [NO_OBJECT, "its data is no base64", withData("{}")],
    [NO_OBJECT, "its data is nothing", withData("")],
    [NO_OBJECT, "its data is no JSON", withData("bm8=")],
    [NO_OBJECT, "its data is text", inEnvelope("DELIVERED")],
    [NO_OBJECT, "its data is a list", inEnvelope([rcs("delivered")])],
    [NO_OBJECT, "its data is null", inEnvelope(null)],
    [NO_TYPE, "it is empty", inEnvelope({})],
    [
      NO_TYPE,
      "it has nothing but a phone number",
      inEnvelope({ senderPhoneNumber: "+15551234567" }),
    ],
    [UNKNOWN_TYPE, "its type is new", delivered({ eventType: "SEEN" })],
    [
      UNKNOWN_TYPE,
      "its type is in small letters",
      delivered({ eventType: "read" }),
    ],
    [
      UNKNOWN_TYPE,
      "its type is our own word",
      delivered({ eventType: "EXPIRED" }),
    ],
    [UNKNOWN_TYPE, "its type is a list", delivered({ eventType: ["READ"] })],
    [UNKNOWN_TYPE, "its type is null", delivered({ eventType: null })],
    [NO_FIELDS, "it has no agent", delivered({ agentId: undefined })],
    [NO_FIELDS, "its agent leads elsewhere", delivered({ agentId: ".." })],
    [NO_FIELDS, "its agent has a slash", delivered({ agentId: "a/phones/b" })],
    [NO_FIELDS, "its agent is beyond ASCII", delivered({ agentId: "é" })],
    [NO_FIELDS, "its agent has a space", delivered({ agentId: "a b" })],
    [
      NO_FIELDS,
      "its agent is too long",
      delivered({ agentId: "a".repeat(1025) }),
    ],
    [
      NO_FIELDS,
      "it has no phone number",
      delivered({ senderPhoneNumber: undefined }),
    ],
    [
      NO_FIELDS,
      "its phone number is a number",
      delivered({ senderPhoneNumber: 15551234567 }),
    ],
    [NO_FIELDS, "it has no message", delivered({ messageId: undefined })],
    [NO_FIELDS, "its message is an object", delivered({ messageId: {} })],
    [
      NO_NAME,
      "its phone number has no plus",
      delivered({ senderPhoneNumber: "15551234567" }),
    ],
    [
      NO_NAME,
      "its phone number has spaces",
      delivered({ senderPhoneNumber: "+1 555 123" }),
    ],
    [
      NO_NAME,
      "its phone number leads elsewhere",
      delivered({ senderPhoneNumber: ".." }),
    ],
    [NO_NAME, "its message leads elsewhere", delivered({ messageId: ".." })],
    [NO_NAME, "its message has a slash", delivered({ messageId: "a/b" })],
    [NO_NAME, "its message is empty", delivered({ messageId: "" })],
    [
      NO_NAME,
      "its message's id is reserved",
      delivered({ messageId: "__m__" }),
    ],
  ])("is kept as it came, with a reason: %s (%s)", (reason, _, body) => {
    const { receipts, unusable, userEventKind } = parse(body);
    expect(unusable).toEqual([{ reason, original: rawBody }]);
    expect({ receipts, userEventKind }).toEqual({
      receipts: [],
      userEventKind: undefined,
    });
  });

  it.each([
    ["a new type", { eventType: "SEEN" }],
    ["a bad message", { messageId: ".." }],
    ["a bad phone number", { senderPhoneNumber: "1" }],
  ])("is still known to be of its agent, with %s", (_, change) => {
    expect(parse(delivered(change)).agent).toBe("growing-tree-bank");
  });

  it("gets no reason that repeats what was sent: a phone number, a message", () => {
    const { unusable } = parse(delivered({ messageId: "xyzzy/1" }));
    expect(unusable[0]?.reason).not.toMatch(/xyzzy|15551234567/);
  });
});
