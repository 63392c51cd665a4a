import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import { formatRate, formatSeconds } from "../../shared/stats/format.ts";
import { seedFigures, SEED_RETENTION } from "../support/console-stats.ts";
import { eventually } from "../support/eventually.ts";
import { createKeptLog } from "../support/log.ts";
import { storeSeed } from "../support/store-seed.ts";
import { launchBrowser } from "../support/chromium.ts";
import { describeInBrowser } from "./browser.ts";
import { openConsole } from "./console-page.ts";

describeInBrowser("the console with the seeded data set", () => {
  const backend = createEmbeddedInfrastructure();
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    stack = await startStack({
      port: 0,
      backend,
      environment: {},
      retentionMicros: SEED_RETENTION,
      log: createKeptLog().log,
    });
    await storeSeed(backend.store);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  it("shows the figures that their definitions say", async () => {
    const { delivered, read, expired, agentReads, medianSecondsToRead } =
      seedFigures();
    const open = await openConsole(browser, stack.url);
    const { page } = open;
    const figure = (label: string) =>
      page.textContent(`[data-figure="${label}"]`);
    await eventually(async () => {
      expect({
        delivered: await figure("Delivered"),
        read: await figure("Read, at least"),
        rate: await figure("Read rate, at least"),
        expired: await figure("Expired"),
        median: await page.textContent("#times-median"),
      }).toEqual({
        delivered: String(delivered),
        read: String(read),
        rate: formatRate(read / delivered),
        expired: String(expired),
        median: formatSeconds(medianSecondsToRead ?? null),
      });
      const told = Number(await figure("Agent read, user told"));
      const failed = Number(await figure("Agent read, failed"));
      expect(told + failed).toBe(agentReads);
      const plot = await page.getAttribute("#funnel-plot", "aria-label");
      expect(plot).toContain(`Delivered: ${delivered}, `);
    });
    expect(open.complaints).toEqual([]);
    await open.close();
  });
});
