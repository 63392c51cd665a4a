/** What Google's documentation says; docs/capacity.md names the pages. Receipts and writes are a second. */
export const DOCUMENTED = {
  firestore: { start: 500, factor: 1.5, stepSeconds: 300 },
  sequentialIndex: 500,
  pushWindow: 3000, // outstanding messages of a region, up to which the window grows exponentially
  slowSeconds: 1, // pushes that take longer on average set it back to that
  cpuUse: 0.6, // that Cloud Run keeps instances at
  shardsInAQuery: 30,
} as const;

/** What it doesn't say. Each is a guess to be checked by a load test, and named as one in docs/capacity.md. */
export const ASSUMED = {
  pushSeconds: 0.05, // from Pub/Sub to the store function and back, with the write to Firestore in it
  publishSeconds: 0.05, // a webhook's request, with its publish in it
  firstPushWindow: 1, // "small single-digit"
  windowRoundSeconds: 1, // in which the window doubles
  windowStep: 100, // by which it grows in each such round above 3,000
  instancesFollowSeconds: 60, // how long the autoscaler looks back
  vcpuIsAsFast: 1, // as a core of the machine that was measured on
} as const;

/** What was measured: milliseconds of CPU a request, and bytes a message. */
export interface Measured {
  readonly webhookCpuMs: number;
  readonly storeCpuMs: number;
  readonly messageBytes: number;
}

/** Reads them where the benchmarks and docs/cost.md's own test put them. */
export function readMeasured(cost: string): Measured {
  const [, cpuTable = ""] = cost.split("<!-- cpu -->");
  return {
    webhookCpuMs: numberIn(cpuTable, "receiveWebhook ", 3),
    storeCpuMs: numberIn(cpuTable, "storeReceipt ", 3),
    messageBytes:
      numberIn(cost, "receipt in Pub/Sub", 2) +
      numberIn(cost, "Pub/Sub's time", 2),
  };
}

/** The number that a cell begins with. */
function numberIn(text: string, start: string, cell: number): number {
  const row = text.split("\n").find((line) => line.startsWith(`| ${start}`));
  const value = Number.parseFloat(row?.split("|")[cell] ?? "");
  if (Number.isNaN(value)) {
    throw new Error(
      `docs/cost.md has no figure of ${start.trim()}: npm run bench -- --only cpu --write`,
    );
  }
  return value;
}
