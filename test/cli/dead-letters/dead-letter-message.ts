import type { DeadLetterMessage } from "../../../cli/dead-letters/queue.ts";

export const TIME = 1_769_850_000_000_000; // 2026-01-31T09:00:00Z

/** A letter of sendReadReceipt, with something changed. */
export function letterOf(
  change: Partial<DeadLetterMessage> = {},
): DeadLetterMessage {
  return {
    id: "7",
    time: TIME,
    attributes: {
      reason: "The platform answered 403 to updateReceipt.",
      source: "sendReadReceipt",
      channel: "business-messages",
      agent: "brands/B/agents/A",
    },
    data: Buffer.from('{"message":"conversations/C/messages/M"}'),
    ...change,
  };
}

/** The attributes that Pub/Sub adds when it gives up. */
export function forwardedFrom(
  subscription: string,
  original: Record<string, string> = {},
): Record<string, string> {
  return {
    ...original,
    CloudPubSubDeadLetterSourceDeliveryCount: "100",
    CloudPubSubDeadLetterSourceSubscription: subscription,
    CloudPubSubDeadLetterSourceSubscriptionProject: "p",
    CloudPubSubDeadLetterSourceTopicPublishTime: "2026-01-30T08:00:00Z",
  };
}
