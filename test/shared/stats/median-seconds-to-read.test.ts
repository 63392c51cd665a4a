import { describe, expect, it } from "@jest/globals";
import { medianSecondsToRead } from "../../../shared/stats/median-seconds-to-read.ts";

const SECOND = 1_000_000;
const PERIOD = { from: 0, to: 0 };
const readAfter = (seconds: number, day = 0) => ({
  day,
  deliveredTime: 10 * SECOND,
  readTime: (10 + seconds) * SECOND,
});

describe("the median of the seconds from delivered to read", () => {
  it.each([
    ["the one", [7], 7],
    ["the middle one", [9, 1, 2], 2],
    ["the lower of two in the middle", [1, 9, 2, 8], 2],
    ["by number, not by digits", [10, 9, 100], 10],
    ["nothing before it was delivered", [-5, -3, 4], 0],
    ["a part of a second", [0.25], 0.25],
  ])("is %s", (_, seconds, median) => {
    const documents = seconds.map((each) => readAfter(each));
    expect(medianSecondsToRead(documents, PERIOD)).toBe(median);
  });

  it.each([
    ["delivery is only inferred", { day: 0, readTime: SECOND }],
    ["it was not read", { day: 0, deliveredTime: SECOND }],
    ["it is of the day after", readAfter(1, 1)],
    ["it is of the day before", readAfter(1, -1)],
    ["nobody said the day", { deliveredTime: 1, readTime: 2 }],
  ])("leaves a message out if %s", (_, document) => {
    expect(medianSecondsToRead([document], PERIOD)).toBeNull();
    expect(medianSecondsToRead([document, readAfter(5)], PERIOD)).toBe(5);
  });
});
