import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { describeOutcomes } from "../../../cli/dead-letters/describe-outcomes.ts";
import {
  formatDuration,
  parseDuration,
} from "../../../cli/dead-letters/duration.ts";
import { escapeControlCharacters } from "../../../cli/dead-letters/escape-control-characters.ts";
import { createProgress } from "../../../cli/dead-letters/progress.ts";
import { toTable } from "../../../cli/dead-letters/table.ts";
import { unicodeText } from "../../support/unicode-text.ts";

describe("a length of time", () => {
  it.each([
    ["90s", 90_000_000],
    ["15m", 900_000_000],
    ["2h", 7_200_000_000],
    ["3d", 259_200_000_000],
  ])("is read from %s", (text, micros) => {
    expect(parseDuration(text)).toBe(micros);
  });

  it.each(["", "2", "h", "2 h", "-2h", "2.5h", "2H", "2w", "1e3s", "9999999s"])(
    "is not read from %j",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [-5_000_000, "0s"],
    [0, "0s"],
    [59_999_999, "59s"],
    [60_000_000, "1m"],
    [7_199_999_999, "1h"],
    [86_400_000_000 * 40, "40d"],
  ])("of %d microseconds is written as %s", (micros, text) => {
    expect(formatDuration(micros)).toBe(text);
  });
});

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

describe("what is printed", () => {
  it("can't move a terminal's cursor, whatever was sent", () => {
    fc.assert(
      fc.property(unicodeText(), (text) => {
        expect(escapeControlCharacters(text)).not.toMatch(CONTROL);
      }),
    );
    const every = Array.from({ length: 0x3000 }, (_, code) =>
      String.fromCharCode(code),
    );
    expect(escapeControlCharacters(every.join(""))).not.toMatch(CONTROL);
    expect(escapeControlCharacters("a\u001b[2J\nb")).toBe(
      "a\\u001b[2J\\u000ab",
    );
  });

  it("is a table whose columns are as wide as their widest cell", () => {
    const rows = [
      ["a", "bbb", "c"],
      ["aaaa", "-", "\u0007"],
    ];
    expect(toTable(["ID", "OF", "WHY"], rows)).toEqual([
      "ID    OF   WHY",
      "a     bbb  c",
      "aaaa  -    \\u0007",
    ]);
  });

  it("is progress only where somebody looks", () => {
    const written: string[] = [];
    const write = (text: unknown) => written.push(String(text)) > 0;
    const silent = createProgress({ isTTY: false, write }, 2, "Replaying");
    silent.show(1);
    silent.end();
    expect(written).toEqual([]);
    const shown = createProgress({ isTTY: true, write }, 2, "Replaying");
    shown.show(1);
    shown.end();
    expect(written.join("")).toContain("Replaying 1 of 2 …");
  });
});

describe("what became of letters", () => {
  const replayed = { outcome: "REPLAYED", topics: ["agent-reads"] } as const;
  const failed = { outcome: "FAILED", topics: [], reason: "Down." } as const;

  it("is told by what happened, with the counts at the end", () => {
    const outcomes = [
      { id: "1", ...replayed },
      { id: "2", ...failed },
      { id: "3", ...replayed },
      { id: "4", ...failed, outcome: "UNUSABLE" as const },
    ];
    const report = { outcomes, skipped: 5, dryRun: false };
    expect(describeOutcomes(report)).toEqual([
      "2 to agent-reads:",
      "  1",
      "  3",
      "1 failed: Down.",
      "  2",
      "1 still unusable: Down.",
      "  4",
      "Replayed 2, still unusable 1, failed 1, left 5.",
    ]);
  });

  it("names no more than ten of a kind", () => {
    const outcomes = Array.from({ length: 12 }, (_, index) => ({
      id: String(index),
      ...replayed,
    }));
    const lines = describeOutcomes({ outcomes, skipped: 0, dryRun: true });
    expect(lines).toHaveLength(13);
    expect(lines.slice(-2)).toEqual([
      "  and 2 more",
      "Would be replayed 12, still unusable 0, failed 0, left 0.",
    ]);
  });
});
