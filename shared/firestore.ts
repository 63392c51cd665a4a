import { Firestore } from "@google-cloud/firestore";

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

/** What Firestore threw, without the message's name, which may identify a user, and so without its cause. */
export function asStoreError(error: unknown, messageName: string): StoreError {
  const { code, message } = error as { code?: number; message: string };
  const text = message.replaceAll(messageName, "(the message)");
  return new StoreError(`Firestore failed or refused: ${text}`, code);
}

/** The database of the receipts: a named one, so that its policies never touch other data. */
export function openFirestore(
  databaseId: string,
  projectId?: string,
): Firestore {
  return new Firestore({ databaseId, ...(projectId && { projectId }) });
}
