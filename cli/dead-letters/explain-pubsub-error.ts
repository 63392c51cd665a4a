import { UserError } from "../../shared/runtime/user-error.ts";
import {
  Code,
  explainCredentials,
} from "../../shared/project/google-errors.ts";

/** A sentence with a remedy for what the user can repair; anything else as it is. */
export function explainPubSubError(
  error: unknown,
  of: {
    readonly project: string;
    readonly subscription: string;
    /** The id of the topic that was published to, if one was. */
    readonly topic?: string;
  },
): unknown {
  const { project, subscription, topic } = of;
  const { code } = error as { code?: unknown };
  const explained = explainCredentials(error);
  if (explained) return explained;
  if (code === Code.NOT_FOUND) {
    return new UserError(
      topic === undefined
        ? `There is no subscription ${subscription}. "terraform output dead_letters_subscription" names it: its project goes to --project, its last part to --subscription.`
        : `The project ${project} has no topic ${topic}. "terraform output topics" names the topics, and with them the project.`,
    );
  }
  if (code === Code.PERMISSION_DENIED) {
    return new UserError(
      topic === undefined
        ? `Pub/Sub refuses these credentials: they need the role roles/pubsub.subscriber on ${subscription}, which has to exist.`
        : `Pub/Sub refuses these credentials: they need the role roles/pubsub.publisher on the topic ${topic} of the project ${project}.`,
    );
  }
  if (code === Code.UNAVAILABLE || code === Code.DEADLINE_EXCEEDED) {
    const emulator = process.env.PUBSUB_EMULATOR_HOST;
    return new UserError(
      emulator
        ? `Pub/Sub's emulator does not answer at ${emulator}, where PUBSUB_EMULATOR_HOST says.`
        : "Pub/Sub does not answer now. Nothing is lost: run this again.",
    );
  }
  return error;
}
