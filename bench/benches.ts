import type { Bench } from "./bench.ts";
import { coldStartBenches } from "./cold-start-benches.ts";
import { consoleBench } from "./console.ts";
import { memoryBench } from "./memory.ts";
import { warmWebhookBenches } from "./warm-webhook.ts";

/** Everything that can be measured. */
export const BENCHES: readonly Bench[] = [
  ...coldStartBenches,
  ...warmWebhookBenches,
  memoryBench,
  consoleBench,
];
