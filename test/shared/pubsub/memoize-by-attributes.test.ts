import { expect, it } from "@jest/globals";
import { memoizeByAttributes } from "../../../shared/pubsub/memoize-by-attributes.ts";

it("computes once for the same attributes, and anew for equal ones", () => {
  const seen: object[] = [];
  const compute = memoizeByAttributes((each) => seen.push(each));
  const shared = { agent: "a" };
  expect([shared, shared, { ...shared }].map(compute)).toEqual([1, 1, 2]);
});
