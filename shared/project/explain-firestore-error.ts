import { DeadlineError } from "../runtime/deadline.ts";
import { UserError } from "../runtime/user-error.ts";
import { Code, explainCredentials } from "./google-errors.ts";

/** Where Firestore is, and what was wanted of it. */
export interface FirestoreTarget {
  readonly project: string;
  readonly database: string;
  readonly emulator?: string | undefined;
  /** What the work takes. */
  readonly role: string;
  /** What to do when Firestore did not answer. */
  readonly retryHint: string;
}

/** A sentence with a remedy for what the user can repair; anything else as it is. */
export function explainFirestoreError(
  error: unknown,
  { project, database, emulator, role, retryHint }: FirestoreTarget,
): unknown {
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
      `Firestore refuses these credentials in the project ${project}: they need the role ${role}, and the project has to exist.`,
    );
  }
  if (code === Code.FAILED_PRECONDITION) {
    return new UserError(
      `The Firestore database ${database} has no index for this, or still builds it: apply terraform/, and give it some minutes.`,
    );
  }
  if (
    code === Code.UNAVAILABLE ||
    code === Code.DEADLINE_EXCEEDED ||
    error instanceof DeadlineError
  ) {
    return new UserError(
      emulator
        ? `Firestore's emulator does not answer at ${emulator}, where FIRESTORE_EMULATOR_HOST says.`
        : `Firestore does not answer now. ${retryHint}`,
    );
  }
  return error;
}
