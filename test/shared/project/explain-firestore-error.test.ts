import { describe, expect, it } from "@jest/globals";
import { DeadlineError } from "../../../shared/runtime/deadline.ts";
import { explainFirestoreError } from "../../../shared/project/explain-firestore-error.ts";
import { UserError } from "../../../shared/runtime/user-error.ts";

const FROM = {
  project: "my-project",
  database: "receipts",
  role: "roles/datastore.user",
  retryHint: "Run this again.",
};

describe("explainFirestoreError", () => {
  const failure = (code: number | undefined, message = "") =>
    Object.assign(new Error(message), { code });

  it.each([
    [
      "credentials that ran out",
      failure(undefined, "invalid_grant"),
      "gcloud auth application-default login",
    ],
    [
      "a file of credentials that is not there",
      failure(undefined, "Unable to read the credential file specified by"),
      "GOOGLE_APPLICATION_CREDENTIALS names a file that can't be read",
    ],
    [
      "a machine without a network",
      Object.assign(new Error("failed"), { code: "ENOTFOUND" }),
      "Google Cloud can't be reached from here",
    ],
    ["refused credentials", failure(16), "application-default login"],
    [
      "a database that does not exist",
      failure(5),
      "The project my-project has no Firestore database receipts",
    ],
    ["missing rights", failure(7), "roles/datastore.user"],
    ["a missing index", failure(9), "has no index for this"],
    [
      "an outage",
      failure(14),
      "Firestore does not answer now. Run this again.",
    ],
    ["a long query", failure(4), "does not answer now"],
    ["a call without an end", new DeadlineError("Long."), "does not answer"],
  ])("says in a sentence what to do about %s", (_, error, sentence) => {
    const explained = explainFirestoreError(error, FROM);
    expect(explained).toBeInstanceOf(UserError);
    expect((explained as Error).message).toContain(sentence);
  });

  it("leaves our own faults as they are", () => {
    const fault = new TypeError("x is not a function");
    expect(explainFirestoreError(fault, FROM)).toBe(fault);
  });
});
