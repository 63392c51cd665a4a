import { describe, expect, it } from "@jest/globals";
import { createOrder, messageName } from "../../../bench/store/order.ts";
import { findMessage } from "../../../shared/channels/channels.ts";

const KNOWN = ["known 0", "known 1", "known 2"];

describe("createOrder", () => {
  it.each([0, 50, 100])(
    "repeats stored messages in %d of 100 receipts, and no message otherwise",
    (percent) => {
      const order = createOrder(100, percent, KNOWN, "run");
      const fresh = order.filter((message) => !KNOWN.includes(message));
      expect(fresh).toHaveLength(100 - percent);
      expect(new Set(fresh).size).toBe(100 - percent);
    },
  );

  it("takes the stored messages in turn, so that none is written twice at once", () => {
    expect(createOrder(4, 100, KNOWN, "run")).toEqual([...KNOWN, "known 0"]);
  });

  it("never comes to the same message in another run", () => {
    const one = createOrder(50, 0, KNOWN, "one");
    const other = createOrder(50, 0, KNOWN, "other");
    expect(new Set([...one, ...other]).size).toBe(100);
  });
});

it("the names are such as the service takes", () => {
  expect(findMessage(messageName("run", 1))).toBeDefined();
});
