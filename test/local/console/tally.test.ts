import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  BUCKETS,
  secondsToRead,
  STAGES,
  stagesOf,
  Tally,
} from "../../../local/console/page/tally.ts";
import { stateOf } from "./state.ts";

const DELIVERED = "2026-01-31T09:30:00.000000Z";
const agentRead = {
  time: "",
  reader: null,
  readTime: null,
  httpStatus: null,
  reason: null,
};

describe("the funnel", () => {
  it.each([
    [{ status: "DELIVERED" }, ["Delivered", "Delivered, read unknown"]],
    [
      { status: "READ", deliveredInferred: true },
      ["Delivered", "Read, at least"],
    ],
    [{ status: "EXPIRED" }, ["Expired"]],
    [{ status: null }, []],
    [
      { status: null, agentRead: { ...agentRead, status: "SENT" } },
      ["Agent read, user told"],
    ],
    [
      { status: null, agentRead: { ...agentRead, status: "FAILED" } },
      ["Agent read, failed"],
    ],
  ] as const)("counts %j in %j", (changes, stages) => {
    expect(stagesOf(stateOf("m", changes))).toEqual(stages);
  });

  it("has no stage that calls a message unread", () => {
    expect(STAGES.join()).not.toMatch(/unread|not read/i);
  });
});

describe("the time from delivered to read", () => {
  it.each([
    ["2026-01-31T09:29:59.000000Z", "< 1 s"], // the clocks disagree
    ["2026-01-31T09:30:00.000000Z", "< 1 s"],
    ["2026-01-31T09:30:00.999999Z", "< 1 s"],
    ["2026-01-31T09:30:01.000000Z", "1–5 s"],
    ["2026-01-31T09:30:59.000000Z", "30 s–2 min"],
    ["2026-01-31T10:29:59.000000Z", "10–60 min"],
    ["2026-02-01T09:29:59.000000Z", "6–24 h"],
    ["2026-02-01T09:30:00.000000Z", "> 1 day"],
  ])("of a READ at %s is %s", (readTime, label) => {
    const tally = new Tally();
    tally.add(stateOf("m", { deliveredTime: DELIVERED, readTime }));
    const bucket = tally.buckets.indexOf(1);
    expect(BUCKETS[bucket]?.[0]).toBe(label);
  });

  it.each([
    [{ deliveredTime: null, readTime: DELIVERED }],
    [{ deliveredTime: DELIVERED, readTime: null }],
  ])("is unknown where it says nothing: %j", (times) => {
    expect(secondsToRead(stateOf("m", times))).toBeUndefined();
  });

  it("has a median that half of the messages do not exceed", () => {
    const tally = new Tally();
    expect(tally.medianSecondsToRead()).toBeNull();
    const states = [3, 1, 9, 1].map((seconds) =>
      stateOf("m", {
        deliveredTime: DELIVERED,
        readTime: `2026-01-31T09:30:0${seconds}.000000Z`,
      }),
    );
    states.forEach((state) => tally.add(state));
    expect(tally.medianSecondsToRead()).toBe(1);
    tally.remove(states[1]!);
    expect(tally.medianSecondsToRead()).toBe(3);
  });

  it("and the funnel are the same, whatever was counted and taken back before", () => {
    const states = fc.array(
      fc.record({
        status: fc.constantFrom("READ", "DELIVERED", "EXPIRED", null),
        deliveredTime: fc.constantFrom(DELIVERED, null),
        readTime: fc.constantFrom("2026-01-31T09:31:00.000000Z", null),
      }),
    );
    fc.assert(
      fc.property(states, states, (passing, staying) => {
        const [tally, plain] = [new Tally(), new Tally()];
        for (const each of passing) tally.add(stateOf("m", each));
        for (const each of staying) tally.add(stateOf("m", each));
        for (const each of passing) tally.remove(stateOf("m", each));
        for (const each of staying) plain.add(stateOf("m", each));
        expect(tally).toEqual(plain);
        expect([...tally.stages]).toEqual([...plain.stages]);
        expect(tally.medianSecondsToRead()).toBe(plain.medianSecondsToRead());
      }),
    );
  });
});
