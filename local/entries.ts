import type { CollectedMessage } from "./bus.ts";

/** A dead letter as the local stack lists it. */
export function toDeadLetterEntry(message: CollectedMessage) {
  const { attributes } = message;
  return {
    ...toEntry(message),
    reason: attributes.reason ?? reasonOfPubSub(attributes),
    source:
      attributes.source ??
      attributes.CloudPubSubDeadLetterSourceSubscription ??
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
  return {
    messageId,
    publishTime: publishTime.replace(/\.(\d{3})Z$/, ".$1000Z"),
    attributes,
    body: parseJson(data.toString()),
  };
}

/** Pub/Sub forwards a message after its last attempt without saying why. */
function reasonOfPubSub(attributes: CollectedMessage["attributes"]): string {
  const subscription = attributes.CloudPubSubDeadLetterSourceSubscription;
  const count = attributes.CloudPubSubDeadLetterSourceDeliveryCount;
  return `Pub/Sub gave up after ${count ?? "its"} deliveries on the subscription ${subscription ?? "(unknown)"}.`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
