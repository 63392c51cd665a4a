import type { Firestore } from "@google-cloud/firestore";
import { GoogleAuth } from "google-auth-library";
import { openFirestore } from "../firestore/firestore.ts";
import {
  explainFirestoreError,
  type FirestoreTarget,
} from "./explain-firestore-error.ts";

export interface ProjectFirestore {
  readonly firestore: Firestore;
  /** For people: it stands in "… in the Firestore database receipts of the project my-receipts". */
  readonly description: string;
  /** Turns an error into a sentence with a remedy, where there is one. */
  readonly explain: (error: unknown) => unknown;
  /** The same for the error of some work. */
  readonly explained: <T>(work: Promise<T>) => Promise<T>;
}

/** Firestore itself, with application default credentials; or the emulator that the environment names. */
export async function openProjectFirestore(
  place: Omit<FirestoreTarget, "emulator">,
): Promise<ProjectFirestore> {
  const { project, database } = place;
  const emulator = process.env.FIRESTORE_EMULATOR_HOST;
  const explain = (error: unknown) =>
    explainFirestoreError(error, { ...place, emulator });
  const explained = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw explain(error);
    });
  if (emulator) process.env.METADATA_SERVER_DETECTION ??= "none";
  else await explained(getToken()); // Firestore's library ends the process without credentials
  return {
    firestore: openFirestore(database, project),
    description:
      `the Firestore database ${database} of the project ${project}` +
      (emulator ? `, on the emulator at ${emulator}` : ""),
    explain,
    explained,
  };
}

async function getToken(): Promise<void> {
  const scopes = "https://www.googleapis.com/auth/datastore";
  await new GoogleAuth({ scopes }).getAccessToken();
}
