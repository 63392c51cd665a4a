import { runCase } from "./cases.ts";
import { createFindings, type FoundCase } from "./findings.ts";
import { createLane } from "./lane.ts";
import { createRecords } from "./records.ts";
import { runBatch } from "./run-batch.ts";
import { serveFunctions, type Defects } from "./serve-functions.ts";
import { watchProcess } from "./watch-process.ts";

/** Cases that are made from one seed; the next batch has the next seed. */
export const BATCH = 100;
const PARALLEL = 16;
const SHRINK_MS = 10_000;

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  /** Is told after each batch; `print` prints, while everything else that is printed is looked at. */
  readonly onProgress?: (
    progress: { cases: number; finds: number },
    print: (text: string) => void,
  ) => void;
  /** Faults to find, to see that they are found. */
  readonly defects?: Defects;
}

export interface FuzzResult {
  readonly cases: number;
  /** One for each kind. */
  readonly found: readonly FoundCase[];
  /** How many cases ended in which way: a fuzzer that reaches nothing finds nothing. */
  readonly reached: ReadonlyMap<string, number>;
}

/** Sends hostile requests to the three functions, and looks at what follows. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, onProgress, defects } = options;
  const records = createRecords();
  const findings = createFindings();
  const reached = new Map<string, number>();
  const count = (way: string) => reached.set(way, (reached.get(way) ?? 0) + 1);
  const shrinkMs = defects ? 0 : SHRINK_MS;
  const output = watchProcess(records, findings);
  try {
    await using functions = await serveFunctions(records, defects);
    let started = 0;
    let cases = 0;
    const work = async () => {
      const lanes = {
        receiveWebhook: createLane(functions.receiveWebhook, records),
        storeReceipt: createLane(functions.storeReceipt, records),
        sendReadReceipt: createLane(functions.sendReadReceipt, records),
      };
      while (started < options.cases) {
        const batch = {
          seed: (seed + started / BATCH) | 0,
          cases: Math.min(BATCH, options.cases - started),
        };
        started += BATCH;
        const run = runCase(lanes, records, count);
        await runBatch({ ...batch, run, findings, shrinkMs });
        cases += batch.cases;
        const finds = findings.list.length;
        onProgress?.({ cases, finds }, (text) => output.print(text));
      }
      for (const lane of Object.values(lanes)) lane.close();
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    return { cases, found: findings.list, reached };
  } finally {
    output.release();
  }
}
