import { expect, it } from "@jest/globals";
import { interleave, valuesOf } from "../../bench/interleave.ts";

it("measures the subjects in turn, and keeps each one's rounds", async () => {
  const order: string[] = [];
  const subject = (name: string) => ({
    name,
    measure: () => Promise.resolve({ place: order.push(name) }),
  });
  let steps = 0;
  const samples = await interleave([subject("a"), subject("b")], 2, () => {
    steps += 1;
  });
  expect(order).toEqual(["a", "b", "a", "b"]);
  expect(valuesOf(samples, "b", "place")).toEqual([2, 4]);
  expect(steps).toBe(4);
  expect(() => valuesOf(samples, "c", "place")).toThrow("measured of c");
});
