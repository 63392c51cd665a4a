import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { channels } from "../../shared/channels/channels.ts";
import { eventually } from "../support/eventually.ts";
import { startStackUnderTest, type StackUnderTest } from "../support/stack.ts";
import { launchBrowser } from "../support/chromium.ts";
import { describeInBrowser } from "./browser.ts";
import { expectForEverybody } from "./accessibility.ts";
import { openConsole } from "./console-page.ts";

/** Set to write docs/images. */
const WRITE_IMAGES = process.env.WRITE_IMAGES === "1";

describeInBrowser("the console's look", () => {
  let stack: StackUnderTest;
  let browser: Browser;
  beforeAll(async () => {
    stack = await startStackUnderTest("embedded");
    browser = await launchBrowser();
    const headers = { "Content-Type": "application/json" };
    for (const { name } of channels) {
      for (const sample of [
        "many",
        "unusable",
        "agent-read",
        "read-later",
        "EXPIRED",
        "DELIVERED",
        "out-of-order",
      ]) {
        const body = JSON.stringify({ channel: name, sample });
        await fetch(`${stack.url}/console/samples`, {
          method: "POST",
          headers,
          body,
        });
      }
    }
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  it.each([
    ["light", 400, "no-preference"],
    ["dark", 400, "no-preference"],
    ["light", 1440, "no-preference"],
    ["dark", 1440, "reduce"],
    ["light", 3840, "reduce"],
  ] as const)(
    "%s, %i px wide, with motion: %s, is for everybody",
    async (colorScheme, width, reducedMotion) => {
      const viewport = { width, height: 1000 };
      const options = { colorScheme, reducedMotion, viewport };
      const open = await openConsole(browser, stack.url, options);
      const { page, complaints } = open;
      await eventually(async () => {
        expect(await page.locator("#messages tr").count()).toBe(200);
        expect(await page.getAttribute("#funnel-plot", "aria-label")).toMatch(
          /Delivered: 2/,
        );
      });
      await expectForEverybody(page, width);
      expect(complaints).toEqual([]);
      if (WRITE_IMAGES && width === 1440) {
        await page.screenshot({
          fullPage: true,
          path: `docs/images/console-${colorScheme}.png`,
        });
      }
      await open.close();
    },
  );

  it("has no dots on their way for those who want less motion", async () => {
    const moves = async (reducedMotion: "reduce" | "no-preference") => {
      const open = await openConsole(browser, stack.url, {
        reducedMotion,
      });
      const { page } = open;
      await page.evaluate(`
        globalThis.dots = 0;
        globalThis.lit = 0;
        new MutationObserver((changes) => {
          for (const { type, addedNodes, target } of changes) {
            if (type === "childList") dots += [...addedNodes].filter((n) => n.tagName === "circle").length;
            else if (target.classList.contains("lit")) lit += 1;
          }
        }).observe(document.querySelector("#picture"), { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
      `);
      await page.click('[data-sample="DELIVERED"]');
      await eventually(async () => {
        expect(await page.evaluate<number>("dots + lit")).toBeGreaterThan(2);
      });
      const seen = await page.evaluate<{
        dots: number;
        lit: number;
      }>("({ dots, lit })");
      await open.close();
      return seen;
    };
    expect(await moves("no-preference")).toMatchObject({ lit: 0 });
    expect(await moves("reduce")).toMatchObject({ dots: 0 });
  });
});
