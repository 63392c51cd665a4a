import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { eventually } from "../support/eventually.ts";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { startStack, type Stack } from "../../local/stack.ts";
import { toReceiptWrite } from "../../shared/messages/message-document.ts";
import {
  formatTimestamp,
  MICROS_PER_DAY,
  now,
} from "../../shared/runtime/timestamp.ts";
import { createKeptLog } from "../support/log.ts";
import { launchBrowser } from "../support/chromium.ts";
import { describeInBrowser } from "./browser.ts";
import { openConsole, type OpenPage } from "./console-page.ts";

const MANY = 10_000;
const MAX_ROWS = 200;
const AT_ONCE = 500;
const NEXT_FRAME = "new Promise((resolve) => requestAnimationFrame(resolve))";

describeInBrowser("the console with 10,000 messages", () => {
  const backend = createEmbeddedInfrastructure();
  let stack: Stack;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    stack = await startStack({
      port: 0,
      backend,
      environment: {},
      retentionMicros: MICROS_PER_DAY,
      log: createKeptLog().log,
    });
    browser = await launchBrowser();
    open = await openConsole(browser, stack.url);
    page = open.page;
    await page.evaluate(`
      globalThis.mostRows = 0;
      globalThis.longTasks = [];
      new MutationObserver(() => {
        mostRows = Math.max(mostRows, document.querySelector("#messages").childElementCount);
      }).observe(document.querySelector("#messages"), { childList: true });
      new PerformanceObserver((list) => {
        longTasks.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ type: "longtask" });
    `);
    for (let i = 0; i < MANY; i += 1) {
      await report(i, "DELIVERED");
      if (i % AT_ONCE === 0) await page.evaluate(NEXT_FRAME);
    }
  });
  afterAll(async () => {
    if (process.env.SHOW_TIMES === "1") {
      console.log("long tasks, ms:", await page.evaluate("longTasks"));
    }
    await browser.close();
    await stack.close();
  });

  /** As storeReceipt writes it, but at once. */
  function report(number: number, receiptType: "DELIVERED" | "READ") {
    const conversation = "conversations/c";
    const time = formatTimestamp(now());
    const write = toReceiptWrite({
      channel: "business-messages",
      agent: "brands/b/agents/a",
      conversation,
      message: `${conversation}/messages/m${number}`,
      receiptType,
      time,
      timeSource: "RECEIPT",
      arrivalTime: time,
    });
    return backend.store.messages.write(write);
  }

  const count = () => page.textContent("#message-count");

  it("knows them all, and never holds more than a window of rows", async () => {
    await eventually(async () => {
      expect(await count()).toMatch(/^200 of 10,000 shown/);
    });
    expect(await page.evaluate("mostRows")).toBeLessThanOrEqual(MAX_ROWS);
    expect(await page.locator("#messages tr").count()).toBe(MAX_ROWS);
  });

  it("finds the oldest by its name, and sees it change", async () => {
    await page.fill("#filter", "messages/m0");
    await eventually(async () => {
      expect(await page.locator("#messages tr").count()).toBe(1);
    });
    await report(0, "READ");
    await eventually(async () => {
      const cell = page.locator("#messages [data-column=State]");
      expect(await cell.textContent()).toBe("read");
    });
    await page.fill("#filter", "");
  });

  it("tells a page that opens now all of them", async () => {
    const second = await openConsole(browser, stack.url);
    await eventually(async () => {
      expect(await second.page.textContent("#message-count")).toMatch(
        /^200 of 10,000 shown/,
      );
      expect(
        await second.page.getAttribute("#funnel-plot", "aria-label"),
      ).toContain("Delivered: 10000, Read, at least: 1, ");
    });
    expect(second.complaints).toEqual([]);
    await second.close();
  });

  it("gave the browser nothing to complain of", () => {
    expect(open.complaints).toEqual([]);
  });
});
