import { launchBrowser } from "../../test/support/chromium.ts";
import { openConsole } from "../../test/browser/console-page.ts";

/** The console, open in Chromium. */
export interface ConsolePage {
  /** Waits until the page knows so many messages. */
  knows(count: number): Promise<void>;
  /** Begins to note how long each frame takes. */
  watchFrames(): Promise<void>;
  /** The frames' milliseconds since then. */
  frames(): Promise<readonly number[]>;
  /** Milliseconds from a write to its message's row. */
  msUntilShown(write: () => Promise<string>): Promise<number>;
  /** After a garbage collection: bytes of the heap, and how many elements and texts there are. */
  memory(): Promise<{ heap: number; elements: number }>;
  close(): Promise<void>;
}

const WATCH_FRAMES = `
  globalThis.frames = [];
  globalThis.isWatched ||= (requestAnimationFrame(function next(time) {
    if (globalThis.last) frames.push(time - last);
    globalThis.last = time;
    requestAnimationFrame(next);
  }), true);
`;

const untilShown = (message: string) => `new Promise((resolve) => {
  const look = () => {
    if (document.querySelector('tr[data-message="${message}"]')) resolve();
    else requestAnimationFrame(look);
  };
  look();
})`;

export async function openConsolePage(url: string): Promise<ConsolePage> {
  const browser = await launchBrowser();
  const { page, complaints } = await openConsole(browser, url);
  const devTools = await page.context().newCDPSession(page);
  return {
    async knows(count) {
      const text = `of ${count.toLocaleString("en-US")} shown`;
      await page.getByText(text).waitFor();
    },
    async watchFrames() {
      await page.evaluate(WATCH_FRAMES);
    },
    frames: () => page.evaluate<number[]>("frames"),
    async msUntilShown(write) {
      const startedAt = performance.now();
      const message = await write();
      await page.evaluate(untilShown(message)); // a locator's waiting leaves elements behind
      return performance.now() - startedAt;
    },
    async memory() {
      await devTools.send("HeapProfiler.collectGarbage");
      const { usedSize } = await devTools.send("Runtime.getHeapUsage");
      const { nodes } = await devTools.send("Memory.getDOMCounters");
      return { heap: usedSize, elements: nodes };
    },
    async close() {
      await browser.close();
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
    },
  };
}
