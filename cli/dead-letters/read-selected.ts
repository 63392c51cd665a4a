import { now } from "../../shared/runtime/timestamp.ts";
import type { Letter, LetterQueue } from "./queue.ts";
import { isChosen, type Selection } from "./selection.ts";

const MAX_BYTES = 256_000_000;

export interface Chosen<T> {
  /** The oldest first. */
  readonly letters: readonly T[];
  /** Ids that were asked for and are not there. */
  readonly missing: readonly string[];
  /** How many were read that were not meant. */
  readonly others: number;
  /** False if there was more than the memory should hold. */
  readonly isComplete: boolean;
}

/** Reads the letters that are meant, and keeps of each what is asked for. */
export async function readChosen<T extends { readonly time: number }>(
  queue: LetterQueue,
  selection: Selection,
  keep: (letter: Letter) => T,
  sizeOf: (kept: T) => number = () => 0,
): Promise<Chosen<T>> {
  const { ids } = selection;
  const startedAt = now();
  const kept: T[] = [];
  const found = new Set<string>();
  let others = 0;
  let bytes = 0;
  for await (const letters of queue.read()) {
    for (const letter of letters) {
      if (isChosen(letter, selection, startedAt)) {
        const part = keep(letter);
        kept.push(part);
        found.add(letter.id);
        bytes += sizeOf(part);
      } else {
        others += 1;
      }
    }
    if (found.size === ids?.size || bytes > MAX_BYTES) break;
  }
  return {
    letters: kept.sort((a, b) => a.time - b.time),
    missing: [...(ids ?? [])].filter((id) => !found.has(id)),
    others,
    isComplete: bytes <= MAX_BYTES,
  };
}
