import { expect, it } from "@jest/globals";
import { createCases } from "../../bench/growth/cases.ts";
import { growthCells, inTenths } from "../../bench/growth/tenths.ts";
import { findMessage } from "../../shared/channels/channels.ts";

it("a cost that doubles shows as 2, whatever happens in between", async () => {
  const tenths = await inTenths((tenth) =>
    Promise.resolve({ write: tenth === 9 ? [4, 4] : [2 + 10 * tenth] }),
  );
  expect(tenths).toHaveLength(10);
  expect(growthCells(tenths, "write")[0]).toBe("2.00");
});

it.each([false, true])(
  "the cases are what they are called (quick: %s)",
  (isQuick) => {
    const namesOf = createCases(isQuick).map(({ receipts, messageOf }) => {
      const names = Array.from({ length: receipts }, (_, at) => messageOf(at));
      const conversations = names.map((message) => message.split("/")[1]);
      return [
        receipts,
        new Set(names).size,
        new Set(conversations).size,
        names.every((message) => findMessage(message)),
      ];
    });
    const scale = isQuick ? 0.01 : 1;
    expect(namesOf).toEqual([
      [100_000 * scale, 100_000 * scale, 10_000 * scale, true],
      [100_000 * scale, 100_000 * scale, 1, true],
      [10_000 * scale, 1, 1, true],
    ]);
  },
);
