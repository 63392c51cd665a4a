import { describe, expect, it } from "@jest/globals";
import { explainPubSubError } from "../../../cli/dead-letters/explain-pubsub-error.ts";
import { UserError } from "../../../shared/runtime/user-error.ts";

const reading = { project: "my-p", subscription: "projects/my-p/s/dl" };
const publishing = { ...reading, topic: "agent-reads" };
const errorOf = (code: number | undefined, message = "raw") =>
  Object.assign(new Error(message), { code });

describe("what Pub/Sub complains of", () => {
  it.each([
    [
      "no credentials",
      errorOf(undefined, "Could not load the default credentials. Browse to"),
      reading,
      /gcloud auth application-default login/,
    ],
    [
      "an expired login",
      errorOf(undefined, "invalid_grant"),
      reading,
      /gcloud auth application-default login/,
    ],
    [
      "refused credentials",
      errorOf(16),
      publishing,
      /gcloud auth application-default login/,
    ],
    [
      "no subscription",
      errorOf(5),
      reading,
      /no subscription projects\/my-p\/s\/dl.*terraform output dead_letters_subscription/,
    ],
    [
      "no topic",
      errorOf(5),
      publishing,
      /project my-p has no topic agent-reads/,
    ],
    ["no right to read", errorOf(7), reading, /roles\/pubsub\.subscriber/],
    [
      "no right to publish",
      errorOf(7),
      publishing,
      /roles\/pubsub\.publisher on the topic agent-reads/,
    ],
    ["nobody there", errorOf(14), reading, /does not answer/],
    ["nobody there in time", errorOf(4), publishing, /does not answer/],
  ])("is a sentence with what to do about %s", (_, error, of, sentence) => {
    const explained = explainPubSubError(error, of);
    expect(explained).toBeInstanceOf(UserError);
    expect((explained as Error).message).toMatch(sentence);
  });

  it("is left as it is if it is our own fault", () => {
    const bug = new TypeError("x is not a function");
    expect(explainPubSubError(bug, reading)).toBe(bug);
    const other = errorOf(13);
    expect(explainPubSubError(other, reading)).toBe(other);
  });
});
