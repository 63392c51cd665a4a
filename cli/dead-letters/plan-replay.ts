import { NAME as RECEIVE_WEBHOOK } from "../../functions/receive-webhook/handler.ts";
import {
  toTopicMessages,
  receiptAttributes,
  type TopicMessages,
} from "../../shared/pubsub/topic-messages.ts";
import { channels } from "../../shared/channels/channels.ts";
import { REPLAY_ATTRIBUTE } from "../../shared/pubsub/dead-letter.ts";
import { parseJson } from "../../shared/runtime/json.ts";
import type { OutgoingMessage } from "../../shared/pubsub/publisher.ts";
import { originalAttributes } from "../../shared/pubsub/read-dead-letter.ts";
import { ReceiptEvent } from "../../shared/events/receipt-event.ts";
import { getOrigin } from "./origin.ts";
import type { DeadLetterMessage } from "./queue.ts";

/** What a letter becomes when it is tried again, by the topics' ids; or why it can't be. */
export type Plan =
  { readonly batches: readonly TopicMessages[] } | { readonly reason: string };

const TOPICS = {
  receipts: "receipts",
  userEvents: "user-events",
  deadLetters: "dead-letters",
};

/** The function of the place where a letter came from decides whether it is fit now; the webhook is no such place. */
export function planReplay(letter: DeadLetterMessage): Plan {
  const origin = getOrigin(letter.attributes);
  if (origin === undefined) {
    const reason = "It can't be told from its attributes where it came from.";
    return { reason };
  }
  const plan =
    origin === "webhook" ? reparse(letter) : republish(letter, origin);
  if ("reason" in plan) return plan;
  const mark = ({ data, attributes }: OutgoingMessage) => ({
    data,
    attributes: { ...attributes, [REPLAY_ATTRIBUTE]: letter.id },
  });
  return {
    batches: plan.batches.map(({ topic, messages }) => ({
      topic,
      messages: messages.map(mark),
    })),
  };
}

function republish(
  { attributes, data }: DeadLetterMessage,
  topic: string,
): Plan {
  const message = {
    data,
    attributes: {
      ...originalAttributes(attributes),
      ...(topic === TOPICS.receipts && attributesFor(data)),
    },
  };
  return { batches: [{ topic, messages: [message] }] };
}

/** What the webhook would do with the payload now. It is authentic: nothing else is kept. */
function reparse({ attributes, data, time }: DeadLetterMessage): Plan {
  const channel = channels.find(({ name }) => name === attributes.channel);
  if (!channel) return { reason: "Its channel is not known." };
  const request = { rawBody: data, headers: {} };
  const body = parseJson(data.toString());
  const payload = channel.parse({ ...request, body }, time);
  const { receipts, userEventKind, unusable } = payload;
  const isNothingUsable = receipts.length === 0 && userEventKind === undefined;
  const isKeptWhole = unusable.some(({ original }) => original.equals(data));
  const [first] = unusable;
  if (first && (isNothingUsable || isKeptWhole)) {
    return { reason: first.reason };
  }
  return {
    batches: toTopicMessages(
      payload,
      request,
      channel,
      RECEIVE_WEBHOOK,
      TOPICS,
    ),
  };
}

/** Those that subscriptions of receipts filter on: a function's letter does not keep them. */
function attributesFor(data: Buffer) {
  const event = ReceiptEvent.safeParse(parseJson(data.toString()));
  return event.data && receiptAttributes(event.data);
}
