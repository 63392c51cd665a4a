import { describe, expect, it } from "@jest/globals";
import { ASSUMED, DOCUMENTED } from "../../../bench/capacity/limits.ts";
import { needsOf, rampMinutes } from "../../../bench/capacity/needs.ts";
import { nextWindow, simulate } from "../../../bench/capacity/ramp.ts";

const MEASURED = { webhookCpuMs: 1, storeCpuMs: 0.6, messageBytes: 600 };
const isOver = ({ second }: { second: number }) => second === 3600;

describe("the push window", () => {
  it.each([
    ["doubles while it is small", 4, false, 8],
    ["doubles up to 3,000 only", 2048, false, 3000],
    ["grows linearly from there", 3000, false, 3000 + ASSUMED.windowStep],
    ["goes back when pushes are slow", 5000, true, 3000],
    ["stays as small as it is when pushes are slow", 8, true, 8],
  ])("%s", (_, window, isSlow, next) => {
    expect(nextWindow(window, isSlow)).toBe(next);
  });
});

describe("what a rate needs", () => {
  it("of instances is its CPU, at 60 % of each", () => {
    const needs = needsOf(6000, MEASURED);
    expect(needs.webhookInstances).toBe(10);
    expect(needs.storeInstances).toBe(6);
  });

  it.each([
    [500, 0],
    [501, 5],
    [750, 5],
    [100_000, 70],
  ])("of time for the ramp: %d a second takes %d minutes", (rate, minutes) => {
    expect(rampMinutes(rate)).toBe(minutes);
  });
});

describe("the simulation", () => {
  it("loses nothing: what came is stored or waits", () => {
    const moments = simulate(() => 20_000, MEASURED, isOver);
    const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
    const come = sum(moments.map(({ offered }) => offered));
    const stored = sum(moments.map((moment) => moment.stored));
    expect(stored + (moments.at(-1)?.waiting ?? NaN)).toBeCloseTo(come, 3);
  });

  it("never stores more than Firestore is ready for", () => {
    for (const moment of simulate(() => 50_000, MEASURED, isOver)) {
      expect(moment.stored).toBeLessThanOrEqual(moment.firestoreAllows);
    }
  });

  it("makes Firestore no readier than for half as much again as it was given", () => {
    const moments = simulate(() => 100, MEASURED, isOver);
    expect(moments.at(-1)?.firestoreAllows).toBe(DOCUMENTED.firestore.start);
  });

  it("keeps up with little traffic from the first seconds on", () => {
    const [, , , ...later] = simulate(() => 100, MEASURED, isOver);
    expect(Math.max(...later.map(({ waiting }) => waiting))).toBeLessThan(500);
    expect(later.at(-1)?.waiting).toBe(0);
  });

  it("comes to the same again", () => {
    const run = () => simulate(() => 10_000, MEASURED, isOver);
    expect(run()).toEqual(run());
  });
});
