import type { Bench, Outcome } from "../bench.ts";
import { messageName } from "../store/order.ts";
import { createCases, type Case } from "./cases.ts";
import { openGrowingStore } from "./growing-store.ts";
import { growthCells, inTenths, type Tenth } from "./tenths.ts";

const PARTS = 5; // of a tenth: each is one value of a write
const READS = 50; // after each tenth
const COUNTS = 2; // in the first tenth and the last: the emulator looks at everything
const COUNTED = 500; // messages that are counted
const warmUpOf = (isQuick: boolean) => (isQuick ? 500 : 3000); // receipts
const QUANTITIES = ["write", "read", "count"];

export const growthBench: Bench = {
  name: "growth",
  title: "Growth",
  needsEmulators: true,
  steps: (isQuick) => createCases(isQuick).length * 10,
  async run(setting) {
    const store = openGrowingStore();
    const names = (run: string, count: number) =>
      Array.from({ length: count }, (_, at) => messageName(run, at));
    try {
      await store.writeCounted(names("counted", COUNTED));
      await store.write(names("warm-up", warmUpOf(setting.isQuick)));
      const found: Found[] = [];
      for (const each of createCases(setting.isQuick)) {
        const step = () => setting.step();
        found.push({ of: each, tenths: await grow(store, each, step) });
      }
      return toOutcome(found);
    } finally {
      await store.close();
    }
  },
};

interface Found {
  readonly of: Case;
  readonly tenths: readonly Tenth[];
}

function grow(
  store: ReturnType<typeof openGrowingStore>,
  { receipts, messageOf }: Case,
  step: () => void,
): Promise<Tenth[]> {
  const part = receipts / 10 / PARTS;
  let stored = 0;
  return inTenths(async (tenth) => {
    const write: number[] = [];
    for (let nth = 0; nth < PARTS; nth++) {
      const names = Array.from({ length: part }, (_, at) =>
        messageOf(stored + at),
      );
      write.push(await store.write(names));
      stored += part;
    }
    const read: number[] = [];
    for (let nth = 0; nth < READS; nth++) {
      read.push(
        await store.read(messageOf(Math.floor((nth * stored) / READS))),
      );
    }
    const count: number[] = [];
    for (let nth = 0; nth < COUNTS && tenth % 9 === 0; nth++) {
      count.push(await store.count(COUNTED));
    }
    step();
    return { write, read, count };
  });
}

function toOutcome(found: readonly Found[]): Outcome {
  return {
    table: {
      headings: [
        "growth",
        "cost of",
        "last tenth, first = 1",
        "ms, first tenth",
        "ms, last tenth",
      ],
      rows: found.flatMap(({ of, tenths }) =>
        QUANTITIES.map((quantity) => [
          of.title,
          `a ${quantity}`,
          ...growthCells(tenths, quantity),
        ]),
      ),
    },
    ratios: {},
  };
}
