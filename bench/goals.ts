import type { Outcome, Table } from "./bench.ts";
import { formatSpread } from "./statistics.ts";
import { BASELINE, OURS } from "./subjects.ts";

interface Goal {
  readonly what: string;
  /** The bench that measures it. */
  readonly bench: string;
  /** Which of its ratios, if it has more than one of a subject. */
  readonly quantity?: string;
  readonly most?: number;
  readonly least?: number;
}

export const GOALS: readonly Goal[] = [
  {
    what: "cold start of the webhook",
    bench: "cold-start-webhook",
    most: 2,
  },
  {
    what: "cold start of the store function",
    bench: "cold-start-store",
    most: 2.2,
  },
  {
    what: "cold start of the sender function",
    bench: "cold-start-sender",
    most: 2.2,
  },
  {
    what: "warm webhook, 1 receipt a payload, requests a second",
    bench: "warm-webhook-1",
    least: 0.45,
  },
  {
    what: "warm webhook, 100 receipts a payload, requests a second",
    bench: "warm-webhook-100",
    least: 0.25,
  },
  {
    what: "memory of the webhook under load",
    bench: "memory",
    most: 1.3,
  },
  {
    what: "store, 80 at once, receipts a second, transaction = 1",
    bench: "store-80",
    least: 5,
  },
  {
    what: "Firestore writes a receipt, a number",
    bench: "store-80",
    quantity: "writes",
    most: 1,
  },
  {
    what: "Firestore reads a receipt, a number",
    bench: "store-80",
    quantity: "reads",
    most: 0,
  },
];

/** Each goal with what was measured, as ratios to an empty function where it says nothing else; only those that were measured. */
export function goalsTable(outcomes: ReadonlyMap<string, Outcome>): Table {
  const rows = GOALS.flatMap(({ what, bench, quantity, most, least }) => {
    const { ratios } = outcomes.get(bench) ?? {};
    const suffix = quantity === undefined ? "" : `: ${quantity}`;
    const baseline = ratios?.[BASELINE + suffix];
    const ours = ratios?.[OURS + suffix];
    if (!baseline || !ours) return [];
    const isReached =
      ours.median <= (most ?? Infinity) && ours.median >= (least ?? 0);
    return [
      [
        what,
        most === undefined ? `≥ ${least}` : `≤ ${most}`,
        formatSpread(baseline, 2),
        formatSpread(ours, 2),
        isReached ? "yes" : "no",
      ],
    ];
  });
  const headings = ["empty function = 1", "goal", BASELINE, OURS, "reached"];
  return { headings, rows };
}
