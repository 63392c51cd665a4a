import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { fits, literally, matching } from "./matching.ts";

it("is a matcher to Jest", () => {
  const form = matching(/^a+$/);
  expect({ text: "aaa" }).toEqual({ text: form });
  expect({ text: "aab" }).not.toEqual({ text: form });
  expect({ text: 1 }).not.toEqual({ text: form });
});

it.each([
  ["a", matching(/a/), true],
  ["b", matching(/a/), false],
  [{ a: [1] }, { a: [1] }, true],
  [{ a: [1] }, { a: [2] }, false],
])("says of %j whether it fits", (actual, expected, does) => {
  expect(fits(actual, expected)).toBe(does);
});

it("takes every text for itself", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const pattern = new RegExp(`^${literally(a)}$`);
      expect([pattern.test(a), pattern.test(b)]).toEqual([true, a === b]);
    }),
  );
});
