import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";
import { businessMessages } from "../../../support/fixtures.ts";

const C = "conversations/1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11";
const good = { message: `${C}/messages/5b0cfd62-0001`, receiptType: "READ" };

const NO_FIELDS = "The receipt has no message or no receiptType.";
const NO_NAME =
  "Invalid message name. Expected a name like conversations/C/messages/M.";
const OTHER_CONVERSATION =
  "The receipt's message belongs to another conversation than the payload.";
const NO_TYPE = "The receipt's type is neither DELIVERED nor READ.";

function parse(body: unknown) {
  return parsePayload(body, Buffer.from(JSON.stringify(body)), 0);
}

/** A documented payload with these receipts. */
function payloadOf(receipts: unknown) {
  return { ...businessMessages("delivered"), receipts };
}

describe("a receipt that can't be used", () => {
  it.each([
    ["is null", null, NO_FIELDS],
    ["is text", "READ", NO_FIELDS],
    ["has no message", { receiptType: "READ" }, NO_FIELDS],
    ["has no type", { message: good.message }, NO_FIELDS],
    ["has a message that is no text", { ...good, message: {} }, NO_FIELDS],
    ["has no name", { ...good, message: "5b0cfd62-0001" }, NO_NAME],
    ["leads elsewhere", { ...good, message: `${C}/messages/..` }, NO_NAME],
    [
      "is of another conversation",
      { ...good, message: "conversations/X/messages/M" },
      OTHER_CONVERSATION,
    ],
    [
      "is of no type",
      { ...good, receiptType: "RECEIPT_TYPE_UNSPECIFIED" },
      NO_TYPE,
    ],
    [
      "is of another channel's type",
      { ...good, receiptType: "EXPIRED" },
      NO_TYPE,
    ],
    [
      "has its type in small letters",
      { ...good, receiptType: "read" },
      NO_TYPE,
    ],
  ])("gets its reason and leaves the others alone: it %s", (_, bad, reason) => {
    const { receipts, unusable } = parse(
      payloadOf({ receipts: [good, bad, good] }),
    );
    expect(receipts).toHaveLength(2);
    expect(unusable.map((letter) => letter.reason)).toEqual([reason]);
  });

  it("is kept as a payload of this one receipt, with all that is needed to send it again", () => {
    const bad = { message: good.message, receiptType: "SEEN", more: [1] };
    const createTime = "2024-05-14T09:26:53.589793Z";
    const payload = payloadOf({ receipts: [good, bad], createTime });
    const { unusable } = parse({
      ...payload,
      requestId: "R",
      context: "private",
    });
    const { original = Buffer.from("") } = unusable[0] ?? {};
    expect(JSON.parse(original.toString())).toEqual({
      ...businessMessages("delivered"),
      requestId: "R",
      receipts: { receipts: [bad], createTime },
    });
  });
});
