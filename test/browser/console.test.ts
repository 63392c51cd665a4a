import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { samplesOf } from "../../local/console/samples.ts";
import { channels } from "../../shared/channels/channels.ts";
import { eventually } from "../support/eventually.ts";
import {
  receipts,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";
import { launchBrowser } from "../support/chromium.ts";
import { describeInBrowser } from "./browser.ts";
import { newest, openConsole, type OpenPage } from "./console-page.ts";

/** What the newest row shows after each sample; the others leave a dead letter, or nothing. */
const ROWS: Record<string, Record<string, RegExp>> = {
  DELIVERED: { State: /^delivered, read unknown$/, Read: /^unknown$/ },
  READ: { State: /^read$/, Delivered: /^yes, when is unknown$/ },
  EXPIRED: { State: /^revoked before it was delivered$/, Expired: /^\d\d:/ },
  REVOKE_FAILED: { Expired: /^not revoked \d\d:/ },
  "read-later": { State: /^read$/, Delivered: /\d\d:/, Read: /\d\d:/ },
  "out-of-order": { State: /^read$/, Delivered: /\d\d:/ },
  many: { Delivered: /\d\d:/ },
  "agent-read": { "Agent read": /^told \d\d:/ },
};

describeInBrowser("the console in a browser", () => {
  let stack: StackUnderTest;
  let browser: Browser;
  let open: OpenPage;
  let page: Page;
  beforeAll(async () => {
    stack = await startStackUnderTest("embedded");
    browser = await launchBrowser();
    open = await openConsole(browser, stack.url);
    page = open.page;
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });

  const press = (channel: string, sample: string) =>
    page.click(`[data-channel="${channel}"][data-sample="${sample}"]`);
  const numberOf = async (id: string) =>
    Number(/\d+/.exec((await page.textContent(id)) ?? "")?.[0] ?? 0);
  const knownMessages = async () =>
    Number(
      /of ([\d,]+)/
        .exec((await page.textContent("#message-count")) ?? "")?.[1]
        ?.replace(",", "") ?? 0,
    );

  describe.each(channels.map((channel) => [channel.name, channel] as const))(
    "sends samples of %s, and without a reload",
    (name, channel) => {
      const samples = samplesOf(channel).map(({ id }) => id);

      it.each(samples.filter((id) => ROWS[id]))("shows %s", async (id) => {
        const before = await knownMessages();
        await press(name, id);
        await eventually(async () => {
          const more = id === "many" ? 100 : 1;
          expect(await knownMessages()).toBe(before + more);
          for (const [column, text] of Object.entries(ROWS[id] ?? {})) {
            expect(await newest(page, column)).toMatch(text);
          }
        });
      });

      it.each(samples.filter((id) => id.startsWith("unusable")))(
        "shows the dead letter of %s with its reason",
        async (id) => {
          const before = await numberOf("#dead-letter-count");
          await press(name, id);
          await eventually(async () => {
            expect(await numberOf("#dead-letter-count")).toBe(before + 1);
          });
          const letter = page.locator("#dead-letters li").first();
          expect(await letter.locator("p").first().textContent()).toMatch(
            /\.$/,
          );
        },
      );

      it("passes a user's message on to the agent's own backend", async () => {
        const before = await numberOf('[data-place="user-events"]');
        await press(name, "user-message");
        await eventually(async () => {
          expect(await numberOf('[data-place="user-events"]')).toBe(before + 1);
        });
      });

      it("says that a forged sample was refused", async () => {
        await press(name, "forged");
        await eventually(async () => {
          expect(await page.textContent("#result")).toContain(
            `of ${name}: the webhook answered 401, so it was refused.`,
          );
        });
      });
    },
  );

  it("has a test of every sample", () => {
    const ids = channels.flatMap((each) => samplesOf(each)).map(({ id }) => id);
    const others = ids.filter((id) => !ROWS[id]);
    expect(new Set(others)).toEqual(
      new Set(["user-message", "unusable", "unusable-agent-read", "forged"]),
    );
  });

  it("changes a row in place when its message is read", async () => {
    const message = "conversations/c/messages/in-place";
    const row = page.locator(`tr[data-message="${message}"]`);
    for (const [type, status] of [
      ["DELIVERED", "delivered, read unknown"],
      ["READ", "read"],
    ] as const) {
      await stack.deliver(receipts(type, [message]));
      await eventually(async () => {
        expect(await row.locator("[data-column=State]").textContent()).toBe(
          status,
        );
      });
    }
    expect(await row.count()).toBe(1);
  });

  it("filters by the keyboard alone", async () => {
    await page.focus("#filter");
    await page.keyboard.type("IN-PLACE");
    await eventually(async () => {
      expect(await page.locator("#messages tr").count()).toBe(1);
    });
    await page.fill("#filter", "");
  });

  it("shows words of users as words", async () => {
    const text = '<img src=x onerror="document.title=1">';
    await stack.deliverText(JSON.stringify({ receipts: { receipts: [text] } }));
    await eventually(async () => {
      const body = page.locator("#dead-letters pre").first();
      expect(await body.textContent()).toContain("onerror");
    });
    expect(await page.locator("#dead-letters img").count()).toBe(0);
  });

  it("shows that the platform refuses: a dead letter, then told again once it works", async () => {
    const before = await numberOf("#dead-letter-count");
    await page.selectOption("#platform-fault", "400");
    await eventually(async () => {
      expect(await page.getAttribute("body", "class")).toBe("failing");
    });
    await press(channels[0].name, "agent-read");
    await eventually(async () => {
      expect(await numberOf("#dead-letter-count")).toBe(before + 1);
      expect(await newest(page, "Agent read")).toMatch(/^failed 400/);
    });
    await page.selectOption("#platform-fault", "up");
  });

  it("shows the retries while the platform is down, and the end of it", async () => {
    await page.selectOption("#platform-fault", "500");
    const known = await knownMessages();
    await press(channels[0].name, "agent-read");
    await eventually(async () => {
      const text = await page.textContent('[data-place="platform-api"]');
      expect(text).toMatch(/, [3-9] failed|, \d\d+ failed/);
    });
    await page.selectOption("#platform-fault", "up");
    await eventually(async () => {
      expect(await knownMessages()).toBe(known + 1);
      expect(await newest(page, "Agent read")).toMatch(/^told/);
    });
  });

  it("stops the bus, and lets it go on", async () => {
    const known = await knownMessages();
    await page.check("#bus-fault");
    await eventually(async () => {
      expect(await page.textContent("#result")).toBe("The bus is stopped.");
    });
    const queued = await numberOf('[data-place="receipts"]');
    await press(channels[0].name, "DELIVERED");
    await eventually(async () => {
      expect(await numberOf('[data-place="receipts"]')).toBe(queued + 1);
    });
    expect(await knownMessages()).toBe(known);
    await page.uncheck("#bus-fault");
    await eventually(async () => {
      expect(await knownMessages()).toBe(known + 1);
    });
  });

  it("says the plots in words", async () => {
    await eventually(async () => {
      const funnel = await page.getAttribute("#funnel-plot", "aria-label");
      expect(funnel).toMatch(/Delivered: [1-9]\d*, Read, at least: [1-9]/);
      const times = await page.getAttribute("#times-plot", "aria-label");
      expect(times).toMatch(/: [1-9]/);
    });
  });

  it("gave the browser nothing to complain of", () => {
    expect(open.complaints).toEqual([]);
  });
});
