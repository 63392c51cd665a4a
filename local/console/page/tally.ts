import type { MessageState } from "../../../shared/message-state.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long users took to read: each bucket's label, and what is below its end. */
export const BUCKETS: readonly (readonly [label: string, endMs: number])[] = [
  ["< 1 s", SECOND],
  ["1–5 s", 5 * SECOND],
  ["5–30 s", 30 * SECOND],
  ["30 s–2 min", 2 * MINUTE],
  ["2–10 min", 10 * MINUTE],
  ["10–60 min", HOUR],
  ["1–6 h", 6 * HOUR],
  ["6–24 h", 24 * HOUR],
  ["> 1 day", Infinity],
];

export const STAGES = [
  "Delivered",
  "Read, at least",
  "Delivered, read unknown",
  "Expired",
  "Agent read, user told",
  "Agent read, failed",
] as const;
export type Stage = (typeof STAGES)[number];

/** The stages that a message counts in: who read it had it delivered, whoever said so. */
export function stagesOf({ status, agentRead }: MessageState): Stage[] {
  const stages: Stage[] = [];
  if (status === "READ") stages.push("Delivered", "Read, at least");
  if (status === "DELIVERED")
    stages.push("Delivered", "Delivered, read unknown");
  if (status === "EXPIRED") stages.push("Expired");
  if (agentRead?.status === "SENT") stages.push("Agent read, user told");
  if (agentRead?.status === "FAILED") stages.push("Agent read, failed");
  return stages;
}

/** The place in BUCKETS; undefined unless both times were reported, one after the other. */
export function bucketOf(state: MessageState): number | undefined {
  const { deliveredTime, readTime } = state;
  if (deliveredTime === null || readTime === null) return undefined;
  const lagMs = Date.parse(readTime) - Date.parse(deliveredTime);
  return lagMs < 0 ? undefined : BUCKETS.findIndex(([, end]) => lagMs < end);
}

/** Sums over the messages that the page knows: each costs the same, however many there are. */
export class Tally {
  readonly stages = new Map<Stage, number>(STAGES.map((stage) => [stage, 0]));
  readonly buckets = BUCKETS.map(() => 0);

  add(state: MessageState): void {
    this.#count(state, 1);
  }

  remove(state: MessageState): void {
    this.#count(state, -1);
  }

  #count(state: MessageState, by: 1 | -1): void {
    for (const stage of stagesOf(state)) {
      this.stages.set(stage, (this.stages.get(stage) ?? 0) + by);
    }
    const bucket = bucketOf(state);
    if (bucket === undefined) return;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + by;
  }
}
