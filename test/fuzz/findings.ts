import type { Find } from "./find.ts";

/** One kind of find, with the smallest example that came up. */
export interface FoundCase {
  readonly find: Find;
  /** A seed whose first batch holds the case; undefined if nobody knows which case it was. */
  readonly seed?: number;
  readonly example?: string;
}

export interface Findings {
  /** Whether this kind of find is known; asking makes it so. */
  isKnown(sentence: string): boolean;
  add(found: FoundCase): void;
  readonly list: readonly FoundCase[];
}

/** Keeps one find of each kind. */
export function createFindings(): Findings {
  const known = new Set<string>();
  const list = new Map<string, FoundCase>();
  return {
    isKnown(sentence) {
      const isKnown = known.has(sentence);
      known.add(sentence);
      return isKnown;
    },
    add(found) {
      const { message } = found.find;
      if (!list.has(message)) list.set(message, found);
    },
    get list() {
      return [...list.values()];
    },
  };
}
