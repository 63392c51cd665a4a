import { expect, it } from "@jest/globals";
import { showProgress } from "../../bench/progress.ts";

it("shows on a terminal how far it is, and how long it will take", () => {
  let text = "";
  let time = 0;
  const write = (part: string) => (text += part);
  const progress = showProgress("Store", 4, write, true, () => time);
  expect(text).toContain("Store: 0 of 4");
  time = 30_000;
  progress.step();
  expect(text).toMatch(/Store: 1 of 4, about 1 min 30 s left$/);
  progress.end();
  expect(text).toMatch(/Store: done in 30 s\n$/);
});

it("writes two lines where there is no terminal", () => {
  let text = "";
  const write = (part: string) => (text += part);
  const progress = showProgress("Store", 4, write, false, () => 0);
  progress.step();
  progress.end();
  expect(text).toBe("Store …\nStore: done in 0 s\n");
});
