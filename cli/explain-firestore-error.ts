import { DeadlineError } from "../shared/deadline.ts";
import { UserError } from "./fail.ts";

// gRPC's status codes.
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

const LOG_IN = "Log in with: gcloud auth application-default login";

/** A sentence with a remedy for what the user can repair; anything else as it is. */
export function explainFirestoreError(
  error: unknown,
  from: { project: string; database: string; emulator?: string | undefined },
): unknown {
  const { project, database, emulator } = from;
  const { code, message = "" } = error as { code?: unknown; message?: string };
  if (/Could not load the default credentials/.test(message)) {
    return new UserError(`There are no Google Cloud credentials. ${LOG_IN}`);
  }
  if (code === UNAUTHENTICATED || /invalid_(grant|rapt)/.test(message)) {
    return new UserError(
      `Google Cloud does not accept the credentials, or no longer. ${LOG_IN}`,
    );
  }
  if (code === NOT_FOUND) {
    return new UserError(
      `The project ${project} has no Firestore database ${database}: name another with --database, or another project with --project.`,
    );
  }
  if (code === PERMISSION_DENIED) {
    return new UserError(
      `Firestore refuses these credentials in the project ${project}: they need the role roles/datastore.user, and the project has to exist.`,
    );
  }
  if (code === UNAVAILABLE || error instanceof DeadlineError) {
    return new UserError(
      emulator
        ? `Firestore's emulator does not answer at ${emulator}, where FIRESTORE_EMULATOR_HOST says.`
        : "Firestore does not answer now. Whatever was deleted stays so: run this again.",
    );
  }
  return error;
}
