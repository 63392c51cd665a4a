// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSAFE = /[/\u0000-\u001f\u007f]/;
const MAX_BYTES = 1500; // a character needs three at most
const RESERVED = /^(\.|\.\.|__.*__)$/s;

/**
 * Whether a platform's id may become a segment of a Firestore path or of a URL: not empty, no slash or
 * control character, not `.`, `..` or `__x__`, well-formed Unicode, at most 1,500 bytes of UTF-8
 * (Firestore, "Usage and limits": constraints on document ids).
 */
export function isSafeId(id: string): boolean {
  return (
    id !== "" &&
    !UNSAFE.test(id) &&
    !RESERVED.test(id) &&
    id.isWellFormed() &&
    (id.length * 3 <= MAX_BYTES || Buffer.byteLength(id) <= MAX_BYTES)
  );
}
