import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { BENCHES } from "../../bench/benches.ts";
import { describeMachine } from "../../bench/machine.ts";
import { replaceMarked } from "../../scripts/replace-marked.ts";

const document = readFileSync("docs/performance.md", "utf8");

it.each(["machine", "goals", ...BENCHES.map(({ name }) => name)])(
  "docs/performance.md has a place for %s",
  (name) => {
    expect(replaceMarked(document, name, "figures")).toContain("figures");
  },
);

it("says on what it ran", () => {
  expect(describeMachine(new Date("2026-11-22"))).toMatch(
    /^On .+, \d+ cores, Node v\d+.*, at commit .+, 2026-11-22\.$/,
  );
});
