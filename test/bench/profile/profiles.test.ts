import { expect, it } from "@jest/globals";
import {
  cpuCosts,
  heapCosts,
  shares,
} from "../../../bench/profile/profiles.ts";

const frame = (functionName: string, lineNumber = 0) => ({
  functionName,
  url: "file:///f.cjs",
  lineNumber,
  columnNumber: 0,
});
const byName = ({ functionName }: { functionName: string }) => functionName;

it("the time between samples is that of the function that was running", () => {
  const profile = {
    nodes: [
      { id: 1, callFrame: frame("(root)") },
      { id: 2, callFrame: frame("parse") },
      { id: 3, callFrame: frame("(idle)") },
      { id: 4, callFrame: frame("sign") },
    ],
    samples: [2, 3, 2, 4],
    timeDeltas: [100, 5000, 200, 100],
  };
  expect(shares(cpuCosts({ profile }), byName)).toEqual([
    { name: "parse", share: 0.75 },
    { name: "sign", share: 0.25 },
    { name: "(root)", share: 0 },
  ]);
});

it("bytes are those that a function allocated itself, wherever it was called", () => {
  const leaf = (name: string, selfSize: number) => ({
    callFrame: frame(name),
    selfSize,
    children: [],
  });
  const head = {
    callFrame: frame("(root)"),
    selfSize: 0,
    children: [
      {
        callFrame: frame("parse"),
        selfSize: 10,
        children: [leaf("split", 30), leaf("parse", 20)],
      },
      leaf("split", 40),
    ],
  };
  expect(shares(heapCosts({ profile: { head } }), byName)).toEqual([
    { name: "split", share: 0.7 },
    { name: "parse", share: 0.3 },
    { name: "(root)", share: 0 },
  ]);
});

it("nothing has no share of nothing", () => {
  expect(shares([], byName)).toEqual([]);
  const none = [{ frame: frame("parse"), amount: 0 }];
  expect(shares(none, byName)).toEqual([{ name: "parse", share: 0 }]);
});
