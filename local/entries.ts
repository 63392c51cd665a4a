import { parseJson } from "../shared/json.ts";
import { formatTimestamp, parseTimestamp } from "../shared/timestamp.ts";
import type { CollectedMessage } from "./bus.ts";

/** A dead letter as the local stack lists it. */
export function toDeadLetterEntry(message: CollectedMessage) {
  const { attributes } = message;
  return {
    ...toEntry(message),
    reason: reasonOf(attributes),
    source:
      attributes.CloudPubSubDeadLetterSourceSubscription ??
      attributes.source ??
      null,
    channel: attributes.channel ?? null,
    agent: attributes.agent ?? null,
  };
}

/** A user event as the local stack lists it. */
export function toUserEventEntry(message: CollectedMessage) {
  const { kind, channel, agent } = message.attributes;
  return {
    ...toEntry(message),
    kind: kind ?? null,
    channel: channel ?? null,
    agent: agent ?? null,
  };
}

function toEntry({
  messageId,
  publishTime,
  attributes,
  data,
}: CollectedMessage) {
  const text = data.toString();
  return {
    messageId,
    publishTime: formatTimestamp(parseTimestamp(publishTime) ?? 0),
    attributes,
    body: readable(text),
  };
}

/** Pub/Sub forwards a message after its last attempt without saying why. */
function reasonOf(attributes: CollectedMessage["attributes"]): string {
  const subscription = attributes.CloudPubSubDeadLetterSourceSubscription;
  if (subscription === undefined) {
    return attributes.reason ?? "No reason was given.";
  }
  const count = attributes.CloudPubSubDeadLetterSourceDeliveryCount ?? "all";
  return `Pub/Sub gave up after ${count} deliveries on the subscription ${subscription}.`;
}

/** JSON as such, if it can be written again: it may be nested too deep for that. */
function readable(text: string): unknown {
  const json = parseJson(text);
  try {
    return JSON.stringify(json) === undefined ? text : json;
  } catch {
    return text;
  }
}
