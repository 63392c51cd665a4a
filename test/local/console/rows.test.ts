import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Rows } from "../../../local/console/page/rows.ts";
import { stateOf } from "./state.ts";

const namesOf = (rows: Rows, limit = 100, filter = "") =>
  rows.newest(limit, filter).map(({ message }) => message);

describe("the console's rows", () => {
  it("are shown newest first, and stay where they are when they change", () => {
    const rows = new Rows(10);
    for (const name of ["a", "b", "c"]) rows.set(stateOf(name));
    expect(rows.set(stateOf("a", { status: "READ" }))).toEqual([stateOf("a")]);
    expect(namesOf(rows)).toEqual(["c", "b", "a"]);
    expect(rows.newest(10, "")[2]).toMatchObject({ status: "READ" });
  });

  it("are never more on the page than the limit", () => {
    const rows = new Rows(1000);
    for (let i = 0; i < 500; i += 1) rows.set(stateOf(`m${i}`));
    expect(namesOf(rows, 3)).toEqual(["m499", "m498", "m497"]);
  });

  it("push out the oldest, so that memory is bounded", () => {
    const rows = new Rows(2);
    rows.set(stateOf("a"));
    rows.set(stateOf("b"));
    expect(rows.set(stateOf("c"))).toEqual([stateOf("a")]);
    expect(rows.size).toBe(2);
    expect(namesOf(rows)).toEqual(["c", "b"]);
  });

  it.each([
    ["RCS", ["agents/x"]],
    ["  conversations ", ["conversations/y"]],
    ["revoked", ["agents/x"]],
    ["nowhere", []],
  ])("are filtered by %j", (filter, names) => {
    const rows = new Rows(10);
    rows.set(
      stateOf("agents/x", {
        channel: "rcs",
        summary: "revoked before it was delivered",
      }),
    );
    rows.set(stateOf("conversations/y"));
    expect(namesOf(rows, 10, filter)).toEqual(names);
  });

  it("are filtered by what they are now", () => {
    const rows = new Rows(10);
    rows.set(stateOf("a"));
    rows.set(stateOf("a", { status: "READ", summary: "read" }));
    expect(namesOf(rows, 10, "unknown")).toEqual([]);
  });

  it("are shown by when they were touched last, where that is asked for", () => {
    const rows = new Rows(10);
    for (const [name, minute] of [
      ["a", 3],
      ["b", 1],
      ["c", 2],
    ] as const) {
      const updateTime = `2026-01-31T09:0${minute}:00.000000Z`;
      rows.set(stateOf(name, { updateTime }));
    }
    const touched = rows.lastTouched(2, "").map(({ message }) => message);
    expect(touched).toEqual(["a", "c"]);
  });

  it("are those of a plain list, whatever comes and goes", () => {
    const step = fc.record({ name: fc.nat(30), isGone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 2000 }), (steps) => {
        const rows = new Rows(20);
        let plain: string[] = [];
        for (const { name: number, isGone } of steps) {
          const name = String(number);
          if (isGone) {
            rows.delete(name);
            plain = plain.filter((other) => other !== name);
          } else {
            rows.set(stateOf(name));
            if (!plain.includes(name)) plain = [...plain, name].slice(-20);
          }
        }
        expect(namesOf(rows)).toEqual(plain.toReversed());
        expect(rows.size).toBe(plain.length);
      }),
    );
  });
});
