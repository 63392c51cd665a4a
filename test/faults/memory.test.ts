import { expect, it } from "@jest/globals";
import { summarise } from "./memory.ts";

const repeat = (value: number, times: number) =>
  Array.from({ length: times }, () => value);

it("reports start, peak and end", () => {
  const series = [90, ...repeat(150, 58), 140];
  expect(summarise("f", series)).toEqual({
    ...{ name: "f", minutes: 2, start: 90, peak: 150, end: 140, isFlat: true },
  });
});

it("sees memory that grows", () => {
  const series = Array.from({ length: 60 }, (_, index) => 100 + 4 * index);
  expect(summarise("f", series).isFlat).toBe(false);
});

it("does not judge a process that has hardly run", () => {
  expect(summarise("f", repeat(100, 10)).isFlat).toBeUndefined();
});
