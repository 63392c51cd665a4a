import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { alerts } from "../terraform/files.ts";

const page = readFileSync("docs/operations.md", "utf8");
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");

it("has a section for every alert, and each says what to do", () => {
  const names = all(
    alerts,
    /(?:display_name|name) += "Receipts: ([a-z].*)"$/gm,
  );
  expect(names).toHaveLength(8);
  const sections = page.split(/^## /m);
  for (const name of names) {
    const heading = name.charAt(0).toUpperCase() + name.slice(1);
    const section = sections.find((text) => text.startsWith(`${heading}\n`));
    expect([heading, section]).toEqual([
      heading,
      expect.stringContaining("**Means**"),
    ]);
    expect([heading, section]).toEqual([
      heading,
      expect.stringMatching(/\*\*Do\*\*|\| do +\|/),
    ]);
  }
});

it("refers to settings that there are", () => {
  const variables = readFileSync("terraform/variables.tf", "utf8");
  const settings = [
    "alert_thresholds",
    "retention_days",
    "topic_retention_days",
    "max_instances",
  ];
  for (const setting of settings) {
    expect(page).toContain(setting);
    expect(variables).toContain(setting);
  }
});
