import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const good = { message: "conversations/C/messages/M", receiptType: "READ" };

function parse(body: unknown) {
  return parsePayload(body, Buffer.from(JSON.stringify(body)), 0);
}

/** A documented payload with these receipts. */
function payloadOf(receipts: unknown) {
  return { ...businessMessages("delivered"), receipts };
}

describe("a payload that can't be used", () => {
  it.each([
    ["null", null],
    ["a list", [good]],
    ["text", "x"],
    ["a number", 7],
  ])("is kept as it came if it is %s", (_, body) => {
    const rawBody = Buffer.from("the bytes that came");
    expect(parsePayload(body, rawBody, 0)).toEqual({
      agent: undefined,
      receipts: [],
      unusable: [
        { reason: "The payload isn't a JSON object.", original: rawBody },
      ],
      userEventKind: undefined,
    });
  });

  it.each([
    ["has nothing in it", {}],
    ["has only what says where it comes from", payloadOf(undefined)],
    ["has null for receipts", payloadOf(null)],
    [
      "has a message only under __proto__",
      JSON.parse('{"__proto__":{"message":{}}}'),
    ],
  ])("is kept as it came if it %s", (_, body) => {
    const { receipts, unusable, userEventKind } = parse(body);
    expect(receipts).toEqual([]);
    expect(unusable).toEqual([
      {
        reason:
          "The payload has neither receipts nor any of message, suggestionResponse, userStatus, authenticationResponse, surveyResponse.",
        original: Buffer.from(JSON.stringify(body)),
      },
    ]);
    expect(userEventKind).toBeUndefined();
  });

  it.each([
    ["are empty", { receipts: [] }],
    ["are missing", {}],
    ["are a list without its frame", [good]],
    ["are one receipt", { receipts: good }],
    ["are text", "READ"],
    ["are false", false],
  ])("is kept as it came if its receipts %s", (_, list) => {
    const body = payloadOf(list);
    const { receipts, unusable } = parse(body);
    expect(receipts).toEqual([]);
    expect(unusable).toEqual([
      {
        reason: "The payload's receipts aren't a list of at least one.",
        original: Buffer.from(JSON.stringify(body)),
      },
    ]);
  });
});
