const MAX_LENGTH = 4000;
const UNPRINTABLE = /[^\x20-\x7e\n]/g;

/** Something that must not be: what a case shows about the code. */
export class Find extends Error {
  override readonly name = "Find";
  /** The values that show it. */
  readonly details: string;

  /** @param sentence constant, since finds that differ only in their values are one find */
  constructor(sentence: string, details: unknown = "") {
    super(sentence);
    const text = typeof details === "string" ? details : toText(details);
    this.details = text.slice(0, MAX_LENGTH).replace(UNPRINTABLE, escape);
  }
}

/** Throws a find unless the condition holds. */
export function must(
  condition: unknown,
  sentence: string,
  details?: unknown,
): asserts condition {
  if (!condition) throw new Find(sentence, details);
}

function toText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isBuffer(part) ? Buffer.from(part.data).toString("latin1") : part,
  );
}

/** So that a terminal shows what it is, and does nothing else with it. */
function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isBuffer(value: unknown): value is { data: number[] } {
  return (value as { type?: unknown } | null)?.type === "Buffer";
}
