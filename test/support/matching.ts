import { isDeepStrictEqual } from "node:util";

/** A text of a form: Jest takes it for a matcher of its own, and programs outside of Jest can ask it, too. */
export interface Matching {
  asymmetricMatch(actual: unknown): boolean;
}

export function matching(pattern: RegExp): Matching {
  return {
    asymmetricMatch: (actual) =>
      typeof actual === "string" && pattern.test(actual),
  };
}

/** Whether a value is the expected one, or matches it. */
export function fits(actual: unknown, expected: unknown): boolean {
  return isMatching(expected)
    ? expected.asymmetricMatch(actual)
    : isDeepStrictEqual(actual, expected);
}

/** A pattern for just this text. */
export function literally(text: string): string {
  return text.replace(/[^\w/]/g, String.raw`\$&`);
}

function isMatching(value: unknown): value is Matching {
  return typeof value === "object" && value !== null
    ? "asymmetricMatch" in value
    : false;
}
