import type { Bench } from "./bench.ts";
import { coldStartBenches } from "./cold-start/benches.ts";
import { consoleBench } from "./console/bench.ts";
import { costBench } from "./cost/bench.ts";
import { endToEndBenches } from "./end-to-end/benches.ts";
import { growthBench } from "./growth/bench.ts";
import { memoryBench } from "./webhook/memory.ts";
import { storeBenches } from "./store/bench.ts";
import { warmWebhookBenches } from "./webhook/warm.ts";

/** Everything that can be measured. */
export const BENCHES: readonly Bench[] = [
  ...coldStartBenches,
  ...warmWebhookBenches,
  memoryBench,
  consoleBench,
  ...storeBenches,
  ...endToEndBenches,
  costBench,
  growthBench, // the last: what it stores takes the emulator a gigabyte
];
