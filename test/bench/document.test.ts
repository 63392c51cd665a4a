import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { BENCHES } from "../../bench/benches.ts";
import { describeMachine } from "../../bench/machine.ts";
import { replaceMarked } from "../../scripts/replace-marked.ts";

const PERFORMANCE = "docs/performance.md";

it.each([
  [PERFORMANCE, "machine"],
  [PERFORMANCE, "goals"],
  ...BENCHES.map(({ name, document = PERFORMANCE }) => [document, name]),
] as [string, string][])("%s has a place for %s", (path, name) => {
  const document = readFileSync(path, "utf8");
  expect(replaceMarked(document, name, "figures")).toContain("figures");
});

it("says on what it ran", () => {
  expect(describeMachine(new Date("2026-11-22"))).toMatch(
    /^On .+, \d+ cores, Node v\d+.*, at commit .+, 2026-11-22\.$/,
  );
});
