import { setTimeout as sleep } from "node:timers/promises";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { startStack } from "../../local/stack.ts";
import { createLog } from "../../shared/runtime/log.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { chromiumPath, NO_CHROMIUM } from "../../test/support/chromium.ts";
import type { Bench, Outcome, Setting } from "../bench.ts";
import { openConsolePage, type ConsolePage } from "./page.ts";
import { createConsoleTraffic, type ConsoleTraffic } from "./traffic.ts";
import { quantile } from "../statistics.ts";

const MESSAGES = 10_000;
const RECEIPTS_A_SECOND = 100;
const PARTS = 10;

const secondsOf = ({ isQuick, isAlone }: Setting) =>
  isQuick ? 3 : isAlone ? 60 : 15;

interface Part {
  readonly frames: readonly number[];
  readonly updates: readonly number[];
  readonly heap: number;
  readonly elements: number;
}

/** The console's page in Chromium: how smooth it is, and whether its memory stays flat. */
export const consoleBench: Bench = {
  name: "console",
  title: "The console with 10,000 messages",
  needsEmulators: false,
  missing: () =>
    chromiumPath === undefined
      ? `There is no Chromium: ${NO_CHROMIUM}.`
      : undefined,
  steps: () => PARTS,
  async run(setting) {
    const seconds = secondsOf(setting);
    const backend = createEmbeddedInfrastructure();
    const stack = await startStack({
      port: 0,
      backend,
      environment: {},
      retentionMicros: MICROS_PER_DAY,
      log: createLog(() => undefined),
    });
    const page = await openConsolePage(stack.url);
    try {
      const traffic = createConsoleTraffic(backend.store);
      await traffic.fill(MESSAGES);
      await page.knows(MESSAGES);
      const parts: Part[] = [];
      while (parts.length < PARTS) {
        parts.push(await measure(page, traffic, seconds));
        setting.step();
      }
      return toOutcome(parts, seconds);
    } finally {
      await page.close();
      await stack.close();
    }
  },
};

async function measure(
  page: ConsolePage,
  traffic: ConsoleTraffic,
  seconds: number,
): Promise<Part> {
  const updates: number[] = [];
  await page.watchFrames();
  for (let second = 0; second < seconds; second += 1) {
    const until = performance.now() + 1000;
    updates.push(await page.msUntilShown(() => traffic.addMessage()));
    for (let count = 0; count < RECEIPTS_A_SECOND; count += 1) {
      await traffic.report();
      if (count % 10 === 9) await sleep(1000 / RECEIPTS_A_SECOND);
    }
    await sleep(Math.max(0, until - performance.now()));
  }
  return { frames: await page.frames(), updates, ...(await page.memory()) };
}

function toOutcome(parts: readonly Part[], seconds: number): Outcome {
  const row = (
    what: string,
    valueOf: (part: Part) => number,
    digits: number,
  ) => [what, ...parts.map((part) => valueOf(part).toFixed(digits))];
  return {
    table: {
      headings: [
        `${seconds} s each`,
        ...parts.map((_, index) => String(index + 1)),
      ],
      rows: [
        row("frame, median ms", ({ frames }) => quantile(frames, 0.5), 1),
        row(
          "frame, 99th percentile",
          ({ frames }) => quantile(frames, 0.99),
          1,
        ),
        row(
          "write to row, median ms",
          (part) => quantile(part.updates, 0.5),
          0,
        ),
        row("page's heap, MB", ({ heap }) => heap / 1e6, 1),
        row("elements", ({ elements }) => elements, 0),
      ],
    },
    ratios: {},
  };
}
