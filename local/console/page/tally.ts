import type { MessageState } from "../../../shared/messages/message-state.ts";
import { getMedian } from "../../../shared/stats/median.ts";
import { parseTimestamp } from "../../../shared/runtime/timestamp.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long users took to read: each bucket's label, and what is below its end. */
export const BUCKETS: readonly (readonly [
  label: string,
  endSeconds: number,
])[] = [
  ["< 1 s", 1],
  ["1–5 s", 5],
  ["5–30 s", 30],
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

/** In seconds; undefined unless both times were reported. Where the clocks disagree, it is 0. */
export function secondsToRead(state: MessageState): number | undefined {
  const delivered = parseTimestamp(state.deliveredTime ?? "");
  const read = parseTimestamp(state.readTime ?? "");
  if (delivered === undefined || read === undefined) return undefined;
  return Math.max(0, read - delivered) / 1_000_000;
}

/** Sums over the messages that the page knows: each costs the same, however many there are. */
export class Tally {
  readonly stages = new Map<Stage, number>(STAGES.map((stage) => [stage, 0]));
  readonly buckets = BUCKETS.map(() => 0);
  /** How many messages took so many seconds to be read. */
  readonly #seconds = new Map<number, number>();

  add(state: MessageState): void {
    this.#count(state, 1);
  }

  remove(state: MessageState): void {
    this.#count(state, -1);
  }

  /** As the command `stats` has it. */
  medianSecondsToRead(): number | null {
    const all = [...this.#seconds].flatMap(([seconds, count]) =>
      Array.from({ length: count }, () => seconds),
    );
    return getMedian(all) ?? null;
  }

  #count(state: MessageState, by: 1 | -1): void {
    for (const stage of stagesOf(state)) {
      this.stages.set(stage, (this.stages.get(stage) ?? 0) + by);
    }
    const seconds = secondsToRead(state);
    if (seconds === undefined) return;
    const bucket = BUCKETS.findIndex(([, end]) => seconds < end);
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + by;
    const count = (this.#seconds.get(seconds) ?? 0) + by;
    if (count === 0) this.#seconds.delete(seconds);
    else this.#seconds.set(seconds, count);
  }
}
