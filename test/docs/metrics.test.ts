import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { SEED } from "../support/seed.ts";
import { fillWarehouse, VIEWS } from "../terraform/views/warehouse.ts";

const page = readFileSync("docs/metrics.md", "utf8");
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");

describe("docs/metrics.md", () => {
  const queries = all(page, /```sql\n(.*?)```/gs);

  it("has one example for every view", () => {
    const named = queries.flatMap((sql) => all(sql, /FROM `receipts\.(\w+)`/g));
    expect(named.sort()).toEqual(VIEWS.toSorted());
  });

  it.each(queries)("has an example that finds something: %s", (query) => {
    expect(fillWarehouse(SEED).ask(query)).not.toEqual([]);
  });

  it("explains every chart of the dashboard, in the same order", () => {
    const [, table = ""] = /## On the dashboard\n(.*?)\n## /s.exec(page) ?? [];
    const dashboard = readFileSync("terraform/dashboard.tf", "utf8");
    const charts = all(dashboard, /^ {4}\["(.+?)", "/gm);
    expect(charts.length).toBeGreaterThan(10);
    expect(all(table, /^\| ([A-Z].*?) +\|/gm)).toEqual(charts);
  });

  it("refers to options that there are, and to sections of its own", () => {
    const variables = readFileSync("terraform/variables.tf", "utf8");
    for (const option of ["dashboard", "bigquery_export"]) {
      expect(page).toContain(`\`${option} = `);
      expect(variables).toContain(`variable "${option}"`);
    }
    const anchors = all(page, /^## (.*)$/gm).map((heading) =>
      heading.toLowerCase().replaceAll("'", "").replaceAll(" ", "-"),
    );
    expect(anchors).toEqual(
      expect.arrayContaining(all(page, /\]\(#([\w-]+)\)/g)),
    );
  });
});
