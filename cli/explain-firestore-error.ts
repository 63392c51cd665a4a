import { DeadlineError } from "../shared/deadline.ts";
import { UserError } from "./fail.ts";
import { Code, explainCredentials } from "./google-errors.ts";

/** A sentence with a remedy for what the user can repair; anything else as it is. */
export function explainFirestoreError(
  error: unknown,
  from: { project: string; database: string; emulator?: string | undefined },
): unknown {
  const { project, database, emulator } = from;
  const { code } = error as { code?: unknown };
  const explained = explainCredentials(error);
  if (explained) return explained;
  if (code === Code.NOT_FOUND) {
    return new UserError(
      `The project ${project} has no Firestore database ${database}: name another with --database, or another project with --project.`,
    );
  }
  if (code === Code.PERMISSION_DENIED) {
    return new UserError(
      `Firestore refuses these credentials in the project ${project}: they need the role roles/datastore.user, and the project has to exist.`,
    );
  }
  if (code === Code.UNAVAILABLE || error instanceof DeadlineError) {
    return new UserError(
      emulator
        ? `Firestore's emulator does not answer at ${emulator}, where FIRESTORE_EMULATOR_HOST says.`
        : "Firestore does not answer now. Whatever was deleted stays so: run this again.",
    );
  }
  return error;
}
