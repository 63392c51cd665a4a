import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";

const [, threats = ""] =
  /## Threats\n(.*?)\n## /s.exec(readFileSync("docs/security.md", "utf8")) ??
  [];
const rows = threats
  .split("\n")
  .filter((line) => /^\| [A-Z]/.test(line))
  .map((line) => line.split("|").slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()));

it("names a test that there is for every threat", () => {
  expect(rows.length).toBeGreaterThan(12);
  for (const [threat, , test = ""] of rows) {
    const [, file = "", sentence = ""] = /^(\S+), "(.*)"$/.exec(test) ?? [];
    const text = readFileSync(file, "utf8");
    expect([threat, text.includes(sentence) && sentence !== ""]).toEqual([
      threat,
      true,
    ]);
  }
});
