import { describe, expect, it } from "@jest/globals";
import { parsePayload } from "../../../../shared/channels/business-messages/parse.ts";

const C = "conversations/c";

function parse(text: string) {
  return parsePayload(JSON.parse(text), Buffer.from(text), 0);
}

function payloadOf(receipts: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ receipts: { receipts }, ...more });
}

describe("a payload of many unusable receipts", () => {
  it("keeps up to a hundred of them one by one", () => {
    const { unusable } = parse(payloadOf(Array<number>(100).fill(1)));
    expect(unusable).toHaveLength(100);
  });

  it("is kept once as a whole beyond that, with the good ones taken out of it", () => {
    const good = { message: `${C}/messages/m`, receiptType: "READ" };
    const text = payloadOf([...Array<number>(101).fill(1), good]);
    const { receipts, unusable } = parse(text);
    expect(receipts).toHaveLength(1);
    expect(unusable.map(({ original }) => original.toString())).toEqual([text]);
    expect(unusable[0]?.reason).toMatch(/^101 receipts of the payload are/);
  });

  it("does not grow many times, however large its other fields are", () => {
    const more = {
      conversationId: "c".repeat(100_000),
      context: "x".repeat(9e4),
    };
    const { unusable } = parse(payloadOf(Array<number>(100).fill(1), more));
    const bytes = unusable.map(({ original }) => original.length);
    expect(Math.max(...bytes)).toBeLessThan(10_000);
  });
});

it("keeps a receipt that is nested too deep to be written again, in its payload", () => {
  const depth = 200_000;
  const text = `{"receipts":{"receipts":[${"[".repeat(depth)}${"]".repeat(depth)}]}}`;
  const { unusable } = parse(text);
  expect(unusable.map(({ original }) => original.toString())).toEqual([text]);
});

it("takes an empty conversation id for none", () => {
  const good = { message: `${C}/messages/m`, receiptType: "READ" };
  const text = payloadOf([good], { conversationId: "" });
  expect(parse(text).receipts).toHaveLength(1);
});
