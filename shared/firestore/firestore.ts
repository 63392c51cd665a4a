import { Firestore } from "@google-cloud/firestore";

/** The database of the receipts: a named one, so that its policies never touch other data. */
export function openFirestore(
  databaseId: string,
  projectId?: string,
): Firestore {
  return new Firestore({ databaseId, ...(projectId && { projectId }) });
}
