import { UserError } from "../user-error.ts";

/** gRPC's status codes, as Google's clients report them. */
export const Code = {
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  FAILED_PRECONDITION: 9,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

const LOG_IN = "Log in with: gcloud auth application-default login";

/** A sentence with a remedy if the credentials are missing or no good; undefined if it is something else. */
export function explainCredentials(error: unknown): UserError | undefined {
  const { code, message = "" } = error as { code?: unknown; message?: string };
  if (/Could not load the default credentials/.test(message)) {
    return new UserError(`There are no Google Cloud credentials. ${LOG_IN}`);
  }
  if (code === Code.UNAUTHENTICATED || /invalid_(grant|rapt)/.test(message)) {
    return new UserError(
      `Google Cloud does not accept the credentials, or no longer. ${LOG_IN}`,
    );
  }
  return undefined;
}
