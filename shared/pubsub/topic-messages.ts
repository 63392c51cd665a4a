import type {
  Channel,
  ChannelRequest,
  ParsedPayload,
} from "../channels/channel.ts";
import { asAttributes, toMessage } from "./dead-letter.ts";
import type { OutgoingMessage } from "./publisher.ts";
import {
  RECEIPT_EVENT_VERSION,
  type ReceiptEvent,
  type ReceiptType,
} from "../events/receipt-event.ts";

/** The topics that payloads are published to. */
export interface Topics {
  readonly receipts: string;
  readonly userEvents: string;
  readonly deadLetters: string;
}

export interface TopicMessages {
  readonly topic: string;
  readonly messages: readonly OutgoingMessage[];
}

/** What a payload becomes: one batch for each topic that it concerns, so one publish call each. */
export function toTopicMessages(
  payload: ParsedPayload,
  { headers, rawBody }: Pick<ChannelRequest, "headers" | "rawBody">,
  {
    name: channel,
    forwardedHeaders,
  }: Pick<Channel, "name" | "forwardedHeaders">,
  source: string,
  topics: Topics,
): TopicMessages[] {
  const { agent, receipts, unusable, userEventKind } = payload;
  const userEvents =
    userEventKind === undefined
      ? []
      : [
          {
            data: rawBody,
            attributes: asAttributes({
              ...pick(headers, forwardedHeaders),
              channel,
              agent,
              kind: userEventKind,
              // A push without the wrapper makes headers of the attributes (Pub/Sub, "Payload unwrapping").
              "Content-Type": "application/json",
            }),
          },
        ];
  const batches = [
    { topic: topics.receipts, messages: toReceiptMessages(receipts) },
    { topic: topics.userEvents, messages: userEvents },
    {
      topic: topics.deadLetters,
      messages: unusable.map((letter) =>
        toMessage({ ...letter, source, channel, agent }),
      ),
    },
  ];
  return batches.filter(({ messages }) => messages.length > 0);
}

/** The headers of these names; one that came several times as HTTP joins them (RFC 9110, 5.2). */
function pick(
  headers: ChannelRequest["headers"],
  names: readonly string[],
): Record<string, string | undefined> {
  return Object.fromEntries(
    names.map((name) => {
      const value = headers[name.toLowerCase()];
      return [name, Array.isArray(value) ? value.join(", ") : value];
    }),
  );
}

/** Receipt events as Pub/Sub messages. Those of one payload share attributes, since only their type differs. */
function toReceiptMessages(events: readonly ReceiptEvent[]): OutgoingMessage[] {
  const known = new Map<ReceiptType, OutgoingMessage["attributes"]>();
  return events.map((event) => {
    const { receiptType } = event;
    const attributes = known.get(receiptType) ?? receiptAttributes(event);
    known.set(receiptType, attributes);
    return { data: Buffer.from(JSON.stringify(event)), attributes };
  });
}

/** What subscriptions can filter receipt events by. */
export function receiptAttributes(
  event: ReceiptEvent,
): OutgoingMessage["attributes"] {
  const { channel, agent, receiptType } = event;
  return asAttributes({
    channel,
    agent,
    receiptType,
    schemaVersion: RECEIPT_EVENT_VERSION,
  });
}
