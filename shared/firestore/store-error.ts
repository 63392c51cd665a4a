const INVALID_ARGUMENT = 3;

/** An error that Firestore returned, or the failure to call it. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  /** gRPC's status code, if Firestore responded with one. */
  readonly code: number | undefined;

  constructor(message: string, code: number | undefined) {
    super(message);
    this.code = code;
  }

  /** Whether Firestore can never accept this write. */
  get isInvalid(): boolean {
    return this.code === INVALID_ARGUMENT;
  }
}

/**
 * Converts an error of Firestore's client into one without these message names, which may identify users. It has no
 * cause for the same reason.
 */
export function toRedactedStoreError(
  error: unknown,
  ...messageNames: readonly string[]
): StoreError {
  const { code, message } = error as { code?: number; message: string };
  const longestFirst = messageNames.toSorted((a, b) => b.length - a.length); // one name may start with another
  const text = longestFirst.reduce(
    (text, name) => text.replaceAll(name, "(the message)"),
    message,
  );
  return new StoreError(`Firestore failed or refused: ${text}`, code);
}
