import { GoogleAuth } from "google-auth-library";
import { withDeadline } from "../shared/deadline.ts";
import { createFirestoreConversations } from "../shared/firestore-conversations.ts";
import { openFirestore } from "../shared/firestore.ts";
import { explainFirestoreError } from "./explain-firestore-error.ts";
import type { ForgetTarget } from "./forget-target.ts";
import { unreachableInGoogleCloud } from "./unreachable-in-google-cloud.ts";

const COUNT_DEADLINE_MS = 20_000;

export interface FirestoreSettings {
  readonly project: string;
  readonly database: string;
  /** BigQuery's, of the table that the receipts are exported to. */
  readonly dataset: string;
}

/** Firestore itself, with application default credentials; or the emulator that the environment names. */
export async function openFirestoreTarget(
  settings: FirestoreSettings,
): Promise<ForgetTarget> {
  const { project, database } = settings;
  const emulator = process.env.FIRESTORE_EMULATOR_HOST;
  const explained = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw explainFirestoreError(error, { ...settings, emulator });
    });
  if (emulator) process.env.METADATA_SERVER_DETECTION ??= "none";
  else await explained(getToken()); // Firestore's library ends the process without credentials
  const firestore = openFirestore(database, project);
  const conversations = createFirestoreConversations(firestore);
  return {
    description:
      `the Firestore database ${database} of the project ${project}` +
      (emulator ? `, on the emulator at ${emulator}` : ""),
    count: (conversation) =>
      explained(
        withDeadline(
          conversations.count(conversation),
          COUNT_DEADLINE_MS,
          "Counting",
        ),
      ),
    forget: (...args) => explained(conversations.forget(...args)),
    unreachable: (conversation) =>
      unreachableInGoogleCloud(conversation, settings),
    close: () => firestore.terminate(),
  };
}

async function getToken(): Promise<void> {
  const scopes = "https://www.googleapis.com/auth/datastore";
  await new GoogleAuth({ scopes }).getAccessToken();
}
