/** A fault of Firestore's, or a refusal. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  /** gRPC's status code, where Firestore answered with one. */
  readonly code: number | undefined;

  constructor(message: string, code: number | undefined) {
    super(message);
    this.code = code;
  }
}

/** What Firestore threw, without these messages' names, which may identify users, and so without its cause. */
export function toRedactedStoreError(
  error: unknown,
  ...messageNames: readonly string[]
): StoreError {
  const { code, message } = error as { code?: number; message: string };
  const longestFirst = messageNames.toSorted((a, b) => b.length - a.length); // one may begin with another
  const text = longestFirst.reduce(
    (text, name) => text.replaceAll(name, "(the message)"),
    message,
  );
  return new StoreError(`Firestore failed or refused: ${text}`, code);
}
