import { withDeadline } from "../shared/runtime/deadline.ts";
import { createFirestoreConversations } from "../shared/firestore/firestore-conversations.ts";
import type { DeletionTarget } from "./delete-target.ts";
import { openProjectFirestore } from "../shared/project/project-firestore.ts";
import { retainedCopiesInGoogleCloud } from "./retained-copies-in-google-cloud.ts";

const COUNT_DEADLINE_MS = 20_000;

export interface FirestoreSettings {
  readonly project: string;
  readonly database: string;
  /** BigQuery's, of the table that the receipts are exported to. */
  readonly dataset: string;
}

/** A project's Firestore, or the emulator that the environment names. */
export async function openFirestoreTarget(
  settings: FirestoreSettings,
): Promise<DeletionTarget> {
  const { firestore, description, explained } = await openProjectFirestore({
    ...settings,
    role: "roles/datastore.user",
    retryHint: "Whatever was deleted stays so: run this again.",
  });
  const conversations = createFirestoreConversations(firestore);
  return {
    description,
    count: (conversation) =>
      explained(
        withDeadline(
          conversations.count(conversation),
          COUNT_DEADLINE_MS,
          "Counting",
        ),
      ),
    delete: (...args) => explained(conversations.delete(...args)),
    retainedCopies: (conversation) =>
      retainedCopiesInGoogleCloud(conversation, settings),
    close: () => firestore.terminate(),
  };
}
