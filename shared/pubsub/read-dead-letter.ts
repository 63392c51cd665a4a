import { parseTimestamp } from "../runtime/timestamp.ts";

/** What a dead letter's attributes tell a person. */
export interface DeadLetterSummary {
  /** A sentence. */
  readonly reason: string;
  /** The function that could not use it, or the subscription on which Pub/Sub gave up. */
  readonly source: string | null;
  readonly channel: string | null;
  readonly agent: string | null;
  /** How often it was delivered, if Pub/Sub says so. */
  readonly attempts: number | null;
}

export type Attributes = Readonly<Record<string, string>>;

const PREFIX = "CloudPubSubDeadLetter";

/** Reads the attributes of a dead letter: a function's own, or those that Pub/Sub adds when it forwards one. */
export function readDeadLetter(attributes: Attributes): DeadLetterSummary {
  const subscription = sourceSubscription(attributes);
  const attempts = Number(attributes[`${PREFIX}SourceDeliveryCount`]);
  return {
    reason:
      subscription === undefined
        ? (attributes.reason ?? "No reason was given.")
        : describeDeliveryFailure(attributes, subscription),
    source: subscription ?? attributes.source ?? null,
    channel: attributes.channel ?? null,
    agent: attributes.agent ?? null,
    attempts: Number.isInteger(attempts) && attempts > 0 ? attempts : null,
  };
}

/** The id of the subscription on which Pub/Sub gave up; undefined if a function wrote the letter. */
export function sourceSubscription(attributes: Attributes): string | undefined {
  return attributes[`${PREFIX}SourceSubscription`]?.split("/").at(-1);
}

/** The attributes that the message had before it became a dead letter, as far as they are known. */
export function originalAttributes(attributes: Attributes): Attributes {
  const isAdded =
    sourceSubscription(attributes) === undefined
      ? (name: string) => name === "reason" || name === "source"
      : (name: string) => name.startsWith(PREFIX);
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !isAdded(name)),
  );
}

/** Pub/Sub forwards a message after its last attempt without saying why. */
function describeDeliveryFailure(
  attributes: Attributes,
  subscription: string,
): string {
  const count = attributes[`${PREFIX}SourceDeliveryCount`] ?? "all";
  const time = attributes[`${PREFIX}SourceTopicPublishTime`] ?? "";
  const since =
    parseTimestamp(time) === undefined ? "" : `, of what was published ${time}`;
  return `Pub/Sub gave up after ${count} deliveries on the subscription ${subscription}${since}.`;
}
