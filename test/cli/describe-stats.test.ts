import { describe, expect, it } from "@jest/globals";
import { describeStats } from "../../cli/describe-stats.ts";
import type { Stats, StatsRow } from "../../shared/stats/report.ts";

const figures = (read: number, delivered: number): Stats => ({
  delivered,
  read,
  readRate: delivered === 0 ? null : read / delivered,
  expired: 0,
  agentReads: { sent: 0, failed: 0 },
  medianSecondsToRead: null,
});
const line = (agent: string, scope: StatsRow["scope"] = "AGENT"): StatsRow => ({
  scope,
  channel: "rcs",
  agent: scope === "AGENT" ? agent : null,
  ...figures(1, 2),
});
const show = (rows: StatsRow[], total = figures(1, 2)) =>
  describeStats(
    { from: "2026-01-01", to: "2026-01-31", rows, total, notes: ["Note."] },
    "the stack",
  );

describe("the table of figures", () => {
  it.each([
    ["nothing", 0, 1000, "0 %  ░░░░░░░░░░"],
    ["next to nothing", 1, 1000, "0 %  █░░░░░░░░░"],
    ["half of it", 500, 1000, "50 %  █████░░░░░"],
    ["nearly all", 999, 1000, "99 %  █████████░"],
    ["all", 1000, 1000, "100 %  ██████████"],
    ["none of none", 0, 0, "–  ░░░░░░░░░░"],
  ])("has a bar that shows %s", (_, read, delivered, shown) => {
    const total = show([], figures(read, delivered)).find((text) =>
      text.startsWith("total"),
    );
    expect(total).toContain(` ${shown} `);
  });

  it("ends numbers below each other, and keeps them readable", () => {
    const [, , heading = "", total = ""] = show([], figures(7, 1_234_567));
    expect(total).toContain(" 1,234,567 ");
    const end = heading.indexOf("delivered") + "delivered".length;
    expect(total.slice(0, end)).toMatch(/1,234,567$/);
  });

  it.each([
    ["NO_AGENT", "(no agent named)"],
    ["CHANNEL", "(all agents)"],
  ] as const)("calls a line of %s %s", (of, label) => {
    expect(show([line("", of)])[3]).toContain(`${label}  rcs`);
  });

  it("lets no agent's name move the cursor", () => {
    expect(show([line("a\u001b[2Jb")])[3]).toContain("a\\u001b[2Jb");
  });

  it("ends with what the figures leave open", () => {
    expect(show([]).slice(-2)).toEqual(["", "Note."]);
  });
});
