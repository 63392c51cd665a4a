import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import type { Page } from "playwright-core";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Every rule runs. The report leaves out selectors and the elements that pass, which take seconds to collect. */
const AXE_OPTIONS = { resultTypes: ["violations"], selectors: false };

interface Violations {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Expects contrast, labels and roles as they should be, and nothing wider than the page. */
export async function expectForEverybody(
  page: Page,
  width: number,
): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<Violations>(
    `axe.run(${JSON.stringify(AXE_OPTIONS)})`,
  );
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  const widest = await page.evaluate<number>(
    "document.documentElement.scrollWidth",
  );
  expect(widest).toBeLessThanOrEqual(width);
}
