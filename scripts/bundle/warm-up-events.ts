import { businessMessages } from "../../shared/channels/business-messages/channel.ts";
import type { Environment } from "../../shared/runtime/configuration.ts";
import type { ReceiptEvent } from "../../shared/events/receipt-event.ts";

/** What warm-up.cjs starts a function with. */
export interface WarmUp {
  /** The registered name of the function. */
  readonly target: string;
  readonly environment: Environment;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const KEY = "warm-up";
const MESSAGE = "conversations/warm-up/messages/warm-up";
const TIME = "2026-01-01T00:00:00.000000Z";
const topic = (id: string) => `projects/warm-up/topics/${id}`;

const environment = {
  GOOGLE_CLOUD_PROJECT: "warm-up",
  CHANNELS: businessMessages.name,
  RECEIPTS_TOPIC: topic("receipts"),
  USER_EVENTS_TOPIC: topic("user-events"),
  DEAD_LETTERS_TOPIC: topic("dead-letters"),
  ...businessMessages.simulator.webhookVariables(KEY),
};

/** By the function's folder. */
export const WARM_UPS: Readonly<Record<string, WarmUp>> = {
  "receive-webhook": { target: "receiveWebhook", environment, ...payload() },
  "store-receipt": {
    target: "storeReceipt",
    environment,
    ...push({
      channel: businessMessages.name,
      conversation: "conversations/warm-up",
      message: MESSAGE,
      receiptType: "READ",
      time: TIME,
      timeSource: "RECEIPT",
      arrivalTime: TIME,
    } satisfies ReceiptEvent),
  },
  "send-read-receipt": {
    target: "sendReadReceipt",
    environment,
    ...push({ message: MESSAGE }),
  },
};

function payload(): Pick<WarmUp, "path" | "headers" | "body"> {
  const [sample] = businessMessages.simulator.createSamples({
    messages: [MESSAGE],
    count: 1,
    receiptType: "READ",
    agent: undefined,
    key: KEY,
    time: 0,
  });
  if (!sample) throw new Error("The channel made no sample.");
  const path = `/webhook/${businessMessages.name}`;
  return { path, headers: sample.headers, body: sample.body };
}

function push(event: object): Pick<WarmUp, "path" | "headers" | "body"> {
  const data = Buffer.from(JSON.stringify(event)).toString("base64");
  const message = { data, attributes: {}, messageId: "1" };
  const subscription = "projects/warm-up/subscriptions/warm-up";
  return {
    path: "/",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message, subscription }),
  };
}
