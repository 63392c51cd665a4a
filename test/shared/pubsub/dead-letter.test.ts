import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { asAttributes, toMessage } from "../../../shared/pubsub/dead-letter.ts";

/** The one attribute's value, after it was cut. */
function cut(value: string): string {
  return asAttributes({ reason: value }).reason ?? "(left out)";
}

const longText = fc
  .array(fc.constantFrom("x", "é", "न", "😀", "\ufffd", "\ud800"), {
    minLength: 200,
    maxLength: 1200,
    size: "max",
  })
  .map((characters) => characters.join(""));

describe("toMessage", () => {
  const letter = {
    original: Buffer.from([0xff, 0x00, 0x7b]),
    reason: "The event is not JSON.",
    source: "storeReceipt",
  };

  it("keeps the original bytes, whatever they are", () => {
    expect(toMessage(letter).data).toEqual(Buffer.from([0xff, 0x00, 0x7b]));
  });

  it("tells the rest as attributes", () => {
    const from = { channel: "business-messages", agent: "brands/B/agents/A" };
    expect(toMessage({ ...letter, ...from }).attributes).toEqual({
      reason: "The event is not JSON.",
      source: "storeReceipt",
      ...from,
    });
  });

  it("has no attribute for what is not known", () => {
    const { attributes } = toMessage({ ...letter, agent: undefined });
    expect(Object.keys(attributes)).toEqual(["reason", "source"]);
  });
});

describe("asAttributes", () => {
  it("keeps an empty value, which is not the same as none", () => {
    expect(asAttributes({ a: "", b: undefined })).toEqual({ a: "" });
  });

  it.each([
    ["1,024 bytes", "x".repeat(1024)],
    ["1,024 bytes of two-byte characters", "é".repeat(512)],
    ["1,024 bytes of emoji", "😀".repeat(256)],
  ])("leaves %s alone", (_, value) => {
    expect(cut(value)).toBe(value);
  });

  it.each([
    ["x", 1025],
    ["é", 513],
    ["न", 342],
    ["😀", 257],
  ])("cuts a text of %s between two characters", (character, count) => {
    const value = cut(character.repeat(count));
    expect(value).toMatch(new RegExp(`^(${character}){250,}$`, "u"));
    expect(Buffer.byteLength(value)).toBeLessThanOrEqual(1024);
  });

  it("replaces half a character by the sign for one that is missing", () => {
    expect(cut("a\ud83d-\ude00b")).toBe("a\ufffd-\ufffdb");
  });

  it("gives what Pub/Sub takes: well-formed text of at most 1,024 bytes", () => {
    fc.assert(
      fc.property(longText, (text) => {
        const value = cut(text);
        expect(value.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(value)).toBeLessThanOrEqual(1024);
      }),
    );
  });

  it("keeps the beginning of a long text, and nearly as much as it may", () => {
    fc.assert(
      fc.property(longText, (text) => {
        const whole = text.toWellFormed();
        const value = cut(text);
        expect(whole.startsWith(value)).toBe(true);
        const least = Math.min(Buffer.byteLength(whole), 1016);
        expect(Buffer.byteLength(value)).toBeGreaterThanOrEqual(least);
      }),
    );
  });
});
