import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { createRemoteConsole } from "../../local/remote-console/console.ts";
import { MICROS_PER_DAY, now } from "../../shared/runtime/timestamp.ts";
import { createKeptSource } from "../local/remote-console/kept-source.ts";
import { receiptOf } from "../local/remote-console/receipt.ts";
import { eventually } from "../support/eventually.ts";
import { listen, type Listening } from "../support/server.ts";
import { launchBrowser } from "../support/chromium.ts";
import { describeInBrowser } from "./browser.ts";
import { openPage, type OpenPage } from "./console-page.ts";
import { expectForEverybody } from "./accessibility.ts";

const OLD = "conversations/C/messages/old";

describeInBrowser("the console of a deployed project in a browser", () => {
  const kept = createKeptSource();
  const { messages } = kept.store;
  let console: ReturnType<typeof createRemoteConsole>;
  let server: Listening;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    for (let id = 0; id < 30; id += 1) {
      await messages.write(receiptOf(`m${id}`, id % 3 ? "DELIVERED" : "READ"));
    }
    const longAgo = now() - 40 * MICROS_PER_DAY;
    await messages.write(receiptOf("old", "DELIVERED", longAgo));
    console = createRemoteConsole({
      source: kept.source,
      project: "my-receipts",
      description: "the Firestore database receipts of the project my-receipts",
      retentionMicros: 90 * MICROS_PER_DAY,
      pollIntervalMs: 100,
    });
    server = await listen(console.app);
    browser = await launchBrowser();
    open = await openPage(browser, server.url);
    page = open.page;
  });
  afterAll(async () => {
    await browser.close();
    console.close();
    await server.close();
  });

  const rows = () => page.locator("#messages tr").count();
  const state = (message: string) =>
    page
      .locator(`tr[data-message="${message}"] [data-column=State]`)
      .textContent({ timeout: 100 });

  it("shows figures with their days, and when they were counted", async () => {
    await eventually(async () => {
      const text = await page.textContent("#figures-period");
      expect(text).toMatch(
        /^From \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(days in UTC\), counted at \d\d:\d\d:\d\d\.$/,
      );
    });
    expect(await page.getAttribute("#figures-plot", "aria-label")).toContain(
      "Delivered: 30, Read, at least: 10, Delivered, read unknown: 20, Expired: 0",
    );
    const numbers = await page.locator("#figures-numbers dl").allInnerTexts();
    expect(numbers[0]?.replaceAll(/\s+/g, " ")).toContain(
      "Delivered30 Read, at least10",
    );
    expect(await page.textContent("#figures-notes")).toContain(
      "users may switch read receipts off",
    );
  });

  it("has nothing that sends, switches or needs the local stack", async () => {
    for (const id of ["send", "faults", "pipeline", "funnel", "times"]) {
      expect([id, await page.isVisible(`#${id}`)]).toEqual([id, false]);
    }
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.textContent("#dead-letters-command")).toBe(
      "npm run receipts -- dead-letters list --project my-receipts",
    );
    expect(await page.isVisible("#dead-letters-command")).toBe(true);
  });

  it("shows today's messages, and says that these are some", async () => {
    await eventually(async () => expect(await rows()).toBe(30));
    expect(await page.textContent("#states-note")).toMatch(
      /^These are some of today's messages \(in UTC\): .* 50 at most\./,
    );
    expect(await page.textContent("#message-count")).toBe(
      "30 of 30 shown, those that changed last first.",
    );
  });

  it("shows a change at once, before the others", async () => {
    await messages.write(receiptOf("m4", "READ", now() + 1000));
    await eventually(async () => {
      expect(await state("conversations/C/messages/m4")).toBe("read");
      const first = page.locator("#messages tr").first();
      expect(await first.getAttribute("data-message")).toBe(
        "conversations/C/messages/m4",
      );
    });
  });

  it("looks a message up that is named in full, by the keyboard alone", async () => {
    await page.focus("#filter");
    await page.keyboard.type(OLD);
    await eventually(async () => {
      expect(await rows()).toBe(1);
      expect(await state(OLD)).toBe("delivered, read unknown");
    });
    await page.fill("#filter", "conversations/C/messages/none");
    await eventually(async () => {
      expect(await page.textContent("#lookup")).toBe(
        "Nothing is known of conversations/C/messages/none.",
      );
      expect(await rows()).toBe(0);
    });
    await page.fill("#filter", "");
    await eventually(async () => expect(await rows()).toBe(30));
    expect(await page.textContent("#lookup")).toBe("");
  });

  it("says that the connection is lost, and goes on when it is back", async () => {
    const status = page.locator("#connection");
    kept.fail(new Error("Firestore does not answer now."));
    await eventually(async () => {
      expect(await status.textContent()).toBe(
        "Firestore does not answer now. Trying again …",
      );
      expect(await status.getAttribute("data-state")).toBe("lost");
    });
    kept.fail(undefined);
    await messages.write(receiptOf("after"));
    await eventually(async () => {
      expect(await status.textContent()).toMatch(/^Live: .*, read-only$/);
      expect(await state("conversations/C/messages/after")).toContain("deliv");
    });
  });

  it.each([
    ["light", 400],
    ["dark", 400],
    ["light", 1440],
    ["dark", 1440],
    ["light", 3840],
  ] as const)(
    "%s, %i px wide, is for everybody",
    async (colorScheme, width) => {
      const viewport = { width, height: 1000 };
      const other = await openPage(browser, server.url, {
        colorScheme,
        viewport,
      });
      await eventually(async () => {
        expect(await other.page.locator("#messages tr").count()).toBe(31);
        expect(await other.page.textContent("#figures-period")).toMatch(
          /^From/,
        );
      });
      await expectForEverybody(other.page, width);
      expect(other.complaints).toEqual([]);
      await other.close();
    },
  );

  it("gave the browser nothing to complain of but what is not there", () => {
    const others = open.complaints.filter((text) => !text.includes("404"));
    expect(others).toEqual([]);
  });
});
