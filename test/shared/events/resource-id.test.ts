import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isSafeId } from "../../../shared/events/resource-id.ts";
import { unicodeText } from "../../support/unicode-text.ts";

describe("isSafeId", () => {
  it.each([
    ["a UUID", "1c2f6a0e-7d38-4b6a-9c51-0c3f0f6d2b11"],
    ["one character", "x"],
    ["three dots", "..."],
    ["a dot among others", "a.b"],
    ["underscores at one end", "__x"],
    ["three underscores", "___"],
    ["spaces, percent signs and quotes", "a b%2F\"'?#"],
    ["letters of other scripts and emoji", "नमस्ते😀"],
    ["1,500 bytes", "x".repeat(1500)],
    ["1,500 bytes of two-byte characters", "é".repeat(750)],
  ])("accepts %s", (_, id) => {
    expect(isSafeId(id)).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["a slash", "a/b"],
    ["a dot", "."],
    ["two dots", ".."],
    ["what Firestore reserves", "__x__"],
    ["four underscores", "____"],
    ["what Firestore reserves, over a line break", "__\u2028__"],
    ["a null character", "a\u0000"],
    ["a line break", "a\nb"],
    ["a delete character", "a\u007f"],
    ["a lone surrogate", "a\ud800"],
    ["1,501 bytes", "x".repeat(1501)],
    ["1,502 bytes of two-byte characters", "é".repeat(751)],
  ])("refuses %s", (_, id) => {
    expect(isSafeId(id)).toBe(false);
  });

  it("lets nothing through that changes a URL's path once it is escaped", () => {
    fc.assert(
      fc.property(unicodeText({ minLength: 1 }).filter(isSafeId), (id) => {
        const url = new URL(`http://host/before/${encodeURIComponent(id)}/x`);
        const [, before, segment, after] = url.pathname.split("/");
        expect([before, after]).toEqual(["before", "x"]);
        expect(decodeURIComponent(segment ?? "")).toBe(id);
      }),
    );
  });
});
