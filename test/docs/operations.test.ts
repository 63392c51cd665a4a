import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { alerts, all } from "../terraform/files.ts";

const page = readFileSync("docs/operations.md", "utf8");
const headings = all(page, /^## (.*)$/gm);

it("has a section for every alert that says what it means and how to fix it", () => {
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
      expect.stringContaining("**What it means.**"),
    ]);
    expect([heading, section]).toEqual([
      heading,
      expect.stringMatching(/\*\*Fix\.\*\*|\| Fix +\|/),
    ]);
  }
});

it("has every section that an alert names", () => {
  const named = all(alerts, /docs\/operations\.md, "(.*)"/g);
  expect(named).toHaveLength(8);
  expect(headings).toEqual(expect.arrayContaining(named));
});

it("has every section that it links to itself", () => {
  const anchors = headings.map((heading) =>
    heading.toLowerCase().replaceAll("'", "").replaceAll(" ", "-"),
  );
  const links = all(page, /\]\(#([\w-]+)\)/g);
  expect(links.length).toBeGreaterThan(1);
  expect(anchors).toEqual(expect.arrayContaining(links));
});

it("refers only to settings that exist", () => {
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
