import { describe, expect, it } from "@jest/globals";
import { readSelected } from "../../../cli/dead-letters/read-selected.ts";
import {
  matchesSelection,
  toSelection,
  type Selection,
} from "../../../cli/dead-letters/selection.ts";
import { createKeptQueue } from "./kept-queue.ts";
import { forwardedFrom, letterOf, TIME } from "./dead-letter-message.ts";

const HOUR = 3_600_000_000;

describe("a letter of an hour ago", () => {
  it.each<[boolean, Selection]>([
    [true, {}],
    [true, { reason: "403" }],
    [true, { reason: "THE PLATFORM" }],
    [false, { reason: "404" }],
    [true, { channel: "business-messages" }],
    [false, { channel: "business" }],
    [true, { agent: "brands/B/agents/A" }],
    [false, { agent: "brands/B/agents/B" }],
    [true, { olderThan: HOUR - 1 }],
    [false, { olderThan: HOUR }],
    [true, { newerThan: HOUR + 1 }],
    [false, { newerThan: HOUR }],
    [true, { ids: new Set(["6", "7"]) }],
    [false, { ids: new Set(["6"]) }],
    [
      true,
      { reason: "403", channel: "business-messages", newerThan: 2 * HOUR },
    ],
    [false, { reason: "403", channel: "other" }],
    [false, { reason: "404", channel: "business-messages" }],
  ])("is chosen: %j by %j", (chosen, selection) => {
    expect(matchesSelection(letterOf(), selection, TIME + HOUR)).toBe(chosen);
  });

  it("is found by the reason that is made up for what Pub/Sub forwarded", () => {
    const attributes = forwardedFrom("agent-reads-send");
    const reason = "gave up after 100";
    expect(matchesSelection(letterOf({ attributes }), { reason }, TIME)).toBe(
      true,
    );
  });

  it("has no channel and no agent if nothing names them", () => {
    const letter = letterOf({ attributes: {} });
    expect(matchesSelection(letter, { channel: "" }, TIME)).toBe(false);
    expect(matchesSelection(letter, { agent: "null" }, TIME)).toBe(false);
  });
});

describe("what a changing command is about", () => {
  it.each([
    ["nothing at all", [], {}],
    ["filters alone", [], { reason: "403" }],
    ["a filter of nothing", [], { reason: "" }],
    ["ids and --all", ["7"], { all: true as const }],
    ["ids and a filter", ["7"], { newerThan: 0 }],
  ])("is not %s", (_, ids, options) => {
    expect(() => toSelection(ids, options)).toThrow(/--all/);
  });

  it("is the letters that are named, or all that pass the filters", () => {
    expect(toSelection(["7", "8"], {})).toEqual({ ids: new Set(["7", "8"]) });
    const selection = toSelection([], { all: true, reason: "403" });
    expect(selection.ids).toBeUndefined();
    expect(selection.reason).toBe("403");
  });
});

describe("readChosen", () => {
  const letters = ["3", "1", "2"].map((id) =>
    letterOf({ id, time: TIME + Number(id) }),
  );
  const read = (selection: Selection, sizeOf?: () => number) => {
    const queue = createKeptQueue(letters);
    const chosen = readSelected(queue, selection, (letter) => letter, sizeOf);
    return chosen.then(({ letters: kept, ...rest }) => ({
      ...rest,
      ids: kept.map(({ id }) => id),
      reads: queue.log.length,
    }));
  };

  it("brings the oldest first, and counts what is not meant", async () => {
    expect(await read({})).toMatchObject({ ids: ["1", "2", "3"], skipped: 0 });
    expect(await read({ channel: "x" })).toMatchObject({ ids: [], skipped: 3 });
  });

  it("stops when every letter that was named is found", async () => {
    const named = { ids: new Set(["1"]) };
    expect(await read(named)).toMatchObject({ ids: ["1"], reads: 2 });
  });

  it("names those that are not there", async () => {
    const named = { ids: new Set(["1", "9"]) };
    expect(await read(named)).toMatchObject({ missing: ["9"], reads: 3 });
  });

  it("stops before the memory is full, and says so", async () => {
    const full = await read({}, () => 200_000_000);
    expect(full).toMatchObject({ reads: 2, isComplete: false });
    expect(await read({})).toMatchObject({ isComplete: true });
  });
});
