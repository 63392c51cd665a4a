import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { costOf, costTable, PRICES } from "../../bench/cost/table.ts";
import { spreadOf } from "../../bench/statistics.ts";

const [, prices] = readFileSync("docs/cost.md", "utf8").split("## Prices");

it.each([
  `vCPU-s $${PRICES.vcpuSecond}`,
  `GiB-s $${PRICES.gibSecond.toFixed(7)}`,
  `million requests $${PRICES.millionRequests.toFixed(2)}`,
])("docs/cost.md has the price and its date: %s", (price) => {
  expect(prices).toContain(price);
});

it("a million requests of 20 ms each cost what docs/cost.md computes for 0.02 s", () => {
  const { seconds, requests, time } = costOf(20, 1);
  expect(seconds).toBe(20_000);
  expect(requests + time).toBeCloseTo(0.905, 3);
});

it("ten events in a request share its cost", () => {
  const cpu = spreadOf([25]);
  const { rows } = costTable([{ name: "f", eventsARequest: 10, cpu }]);
  expect(rows[0]?.slice(3)).toEqual(["2500", "$0.040", "$0.063", "$0.103"]);
});
