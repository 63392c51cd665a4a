import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export interface OpenPage {
  readonly page: Page;
  /** All that the browser complained of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens the local stack's console, and waits until it is live. */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const open = await openPage(browser, url, options);
  await open.page.locator("#samples button").first().waitFor();
  return open;
}

/** Opens the page, and waits until it is live. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const type = message.type();
    if (type === "error" || type === "warning") complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("requestfailed", (request) => complaints.push(request.url()));
  await page.goto(url);
  await page.locator("#connection[data-state=live]").waitFor();
  return { page, complaints, close: () => context.close() };
}

/** The text of a column of the newest message. */
export async function newest(page: Page, column: string): Promise<string> {
  const row = page.locator("#messages tr").first();
  return (await row.locator(`[data-column="${column}"]`).textContent()) ?? "";
}
