import { UserError } from "../runtime/user-error.ts";

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

const UNREACHABLE =
  /^(EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOTFOUND|ETIMEDOUT)$/;

/** A sentence with a remedy if no usable credentials are to be had; undefined if it is something else. */
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
  if (/Unable to read the credential file/.test(message)) {
    return new UserError(
      "GOOGLE_APPLICATION_CREDENTIALS names a file that can't be read: correct it, or unset it to use your own login.",
    );
  }
  if (typeof code === "string" && UNREACHABLE.test(code)) {
    return new UserError(
      "Google Cloud can't be reached from here: check this machine's connection, and run this again.",
    );
  }
  return undefined;
}
