import fc from "fast-check";

const SURROGATES = { first: 0xd800, count: 0x800 };

const anyCharacter = fc.nat(0x10ffff - SURROGATES.count).map(
  (index) => {
    const skipped = index < SURROGATES.first ? 0 : SURROGATES.count;
    return String.fromCodePoint(index + skipped);
  },
  (character) => {
    const codePoint = oneCodePoint(character);
    const skipped = codePoint < SURROGATES.first ? 0 : SURROGATES.count;
    return codePoint - skipped;
  },
);

/** Throws an error if the value isn't one character, as fast-check wants it from the inverse of a mapping. */
function oneCodePoint(value: unknown): number {
  const codePoint =
    typeof value === "string" && value.isWellFormed()
      ? value.codePointAt(0)
      : undefined;
  if (codePoint === undefined || value !== String.fromCodePoint(codePoint)) {
    throw new Error("The value is not one character.");
  }
  return codePoint;
}

/**
 * Makes the same strings as `fc.string({ unit: "binary" })`: any Unicode characters. fast-check first builds a table
 * of all 1.1 million characters for each use, which takes seconds and hundreds of megabytes; this doesn't.
 */
export function unicodeText(
  constraints: Omit<fc.StringConstraints, "unit"> = {},
): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: anyCharacter });
}
