import { now } from "../../shared/runtime/timestamp.ts";
import type { DeadLetterMessage, DeadLetterQueue } from "./queue.ts";
import { matchesSelection, type Selection } from "./selection.ts";

const MAX_BYTES = 256_000_000;

export interface SelectedDeadLetters<T> {
  /** The oldest first. */
  readonly letters: readonly T[];
  /** Ids that were asked for and are not there. */
  readonly missing: readonly string[];
  /** How many were read that were not meant. */
  readonly skipped: number;
  /** False if there was more than the memory should hold. */
  readonly isComplete: boolean;
}

/** Reads the letters that are meant, and keeps of each what is asked for. */
export async function readSelected<T extends { readonly time: number }>(
  queue: DeadLetterQueue,
  selection: Selection,
  keep: (letter: DeadLetterMessage) => T,
  sizeOf: (kept: T) => number = () => 0,
): Promise<SelectedDeadLetters<T>> {
  const { ids } = selection;
  const startedAt = now();
  const kept: T[] = [];
  const found = new Set<string>();
  let skipped = 0;
  let bytes = 0;
  for await (const letters of queue.read()) {
    for (const letter of letters) {
      if (matchesSelection(letter, selection, startedAt)) {
        const part = keep(letter);
        kept.push(part);
        found.add(letter.id);
        bytes += sizeOf(part);
      } else {
        skipped += 1;
      }
    }
    if (found.size === ids?.size || bytes > MAX_BYTES) break;
  }
  return {
    letters: kept.sort((a, b) => a.time - b.time),
    missing: [...(ids ?? [])].filter((id) => !found.has(id)),
    skipped,
    isComplete: bytes <= MAX_BYTES,
  };
}
