import type { Bench, Outcome, Setting } from "../bench.ts";
import { interleave, valuesOf, type Samples } from "../interleave.ts";
import { formatSpread, ratios, spreadOf, type Spread } from "../statistics.ts";
import { BASELINE, OURS } from "../subjects.ts";
import { startStoreWorker } from "./start-worker.ts";
import type { Task } from "./task.ts";

const CONCURRENCIES = [1, 16, 80] as const;
const DUPLICATES = [0, 50, 100]; // percent
const WRITERS = { [BASELINE]: "transaction", [OURS]: "ours" } as const;
const SUBJECTS = DUPLICATES.length * Object.keys(WRITERS).length;

/** About as many as take a second or two: ours is faster, and more are under way with it. */
const RECEIPTS: Record<(typeof CONCURRENCIES)[number], number> = {
  1: 150,
  16: 800,
  80: 1200,
};
const OF_OURS = 4; // times as many

const roundsOf = (isQuick: boolean) => (isQuick ? 1 : 7);

/** One for each number of concurrent events. */
export const storeBenches: readonly Bench[] = CONCURRENCIES.map(
  (concurrency): Bench => ({
    name: `store-${concurrency}`,
    title: `Store, ${concurrency} at once`,
    needsEmulators: true,
    steps: (isQuick) => SUBJECTS * roundsOf(isQuick),
    run: (setting) => measureStore(setting, concurrency),
  }),
);

async function measureStore(
  setting: Setting,
  concurrency: (typeof CONCURRENCIES)[number],
): Promise<Outcome> {
  const { isQuick } = setting;
  const worker = await startStoreWorker();
  const base = RECEIPTS[concurrency] / (isQuick ? 4 : 1);
  let rounds = 0;
  const subjects = DUPLICATES.flatMap((duplicatePercent) =>
    Object.entries(WRITERS).map(([name, writer]) => ({
      name: nameOf(name, duplicatePercent),
      measure() {
        const run = `${concurrency} ${process.pid} ${rounds++}`;
        const receipts = base * (writer === "ours" ? OF_OURS : 1);
        const task = { writer, receipts, concurrency, duplicatePercent, run };
        return worker.store(task satisfies Task);
      },
    })),
  );
  try {
    await interleave(subjects, 1, () => undefined); // compiles what is hot, here and in the emulator
    const step = () => setting.step();
    return toOutcome(await interleave(subjects, roundsOf(isQuick), step));
  } finally {
    await worker.end();
  }
}

const nameOf = (writer: string, duplicates: number) =>
  `${writer}, ${duplicates} % repeated`;

function toOutcome(samples: Samples): Outcome {
  const found = DUPLICATES.flatMap((duplicates) =>
    Object.keys(WRITERS).map((writer) => {
      const of = (name: string, quantity: string) =>
        valuesOf(samples, nameOf(name, duplicates), quantity);
      const spread = (quantity: string) => spreadOf(of(writer, quantity));
      const ratio = spreadOf(ratios(of(writer, "rate"), of(BASELINE, "rate")));
      return { writer, duplicates, spread, ratio };
    }),
  );
  const headings = [
    "writer",
    "repeated receipts",
    "receipts a second, transaction = 1",
    "receipts a second",
    "client's CPU ms a receipt",
    "writes / reads a receipt",
    "calls a receipt",
  ];
  const rows = found.map(({ writer, duplicates, spread, ratio }) => [
    writer,
    `${duplicates} %`,
    formatSpread(ratio, 2),
    formatSpread(spread("rate"), 0),
    formatSpread(spread("cpu"), 2),
    `${spread("writes").median.toFixed(2)} / ${spread("reads").median.toFixed(2)}`,
    spread("calls").median.toFixed(2),
  ]);
  const fresh = found.filter(({ duplicates }) => duplicates === 0);
  const most = (quantity: string, writer: string) =>
    found
      .filter((each) => each.writer === writer)
      .map(({ spread }) => spread(quantity))
      .reduce((one, other) => (one.median < other.median ? other : one));
  const operations = ["writes", "reads"].flatMap((quantity) =>
    Object.keys(WRITERS).map((writer): [string, Spread] => [
      `${writer}: ${quantity}`,
      most(quantity, writer),
    ]),
  );
  return {
    table: { headings, rows },
    ratios: {
      ...Object.fromEntries(fresh.map(({ writer, ratio }) => [writer, ratio])),
      ...Object.fromEntries(operations),
    },
  };
}
