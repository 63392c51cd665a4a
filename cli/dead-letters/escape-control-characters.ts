// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Text that a terminal does nothing but show: whoever wrote it could move the cursor otherwise. */
export function escapeControlCharacters(text: string): string {
  return text
    .toWellFormed()
    .replace(
      CONTROL,
      (character) =>
        `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
