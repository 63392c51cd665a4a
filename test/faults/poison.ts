import type { Random } from "./random.ts";

/** A payload that is signed but can't be used, and the good receipt in it if there is one. */
export interface PoisonedPayload {
  readonly body: string;
  readonly good?: string;
}

type MakePayload = (marker: string, time: string) => PoisonedPayload;

/** The agent of everything that is unusable, and of its neighbours. */
export const AGENT = "brands/b/agents/one";

/** A good receipt, and beside it one that can't be used. */
const beside =
  (bad: (marker: string) => object): MakePayload =>
  (marker, time) => {
    const conversationId = `of-${marker}`;
    const good = `conversations/${conversationId}/messages/good`;
    const receipts = [{ message: good, receiptType: "READ" }, bad(marker)];
    const body = { agent: AGENT, conversationId };
    return {
      body: JSON.stringify({
        ...body,
        receipts: { receipts, createTime: time },
      }),
      good,
    };
  };

const whole =
  (body: (marker: string) => unknown): MakePayload =>
  (marker) => ({ body: JSON.stringify(body(marker)) });

const PAYLOADS: readonly MakePayload[] = [
  beside((marker) => ({
    message: `conversations/../messages/${marker}`,
    receiptType: "READ",
  })),
  beside((marker) => ({
    message: `conversations/of-${marker}/messages/${marker}`,
    receiptType: "EXPLODED",
  })),
  beside((marker) => ({
    message: `conversations/another/messages/${marker}`,
    receiptType: "READ",
  })),
  whole((marker) => ({ conversationId: marker, receipts: { receipts: [] } })),
  whole((marker) => ({
    agent: AGENT,
    conversationId: marker,
    receipts: 7,
  })),
  whole((marker) => ({ agent: AGENT, conversationId: marker })),
  whole((marker) => [marker]),
];

/** Data and attributes of a Pub/Sub message that can't be used. */
export interface PoisonedEvent {
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const DEPTH = 20_000;

const EVENTS: readonly ((marker: string) => PoisonedEvent)[] = [
  (marker) => ({ data: `{ ${marker}`, attributes: {} }),
  (marker) => ({ data: JSON.stringify({ marker }), attributes: {} }),
  (marker) => ({ data: `"${marker}"`, attributes: {} }),
  (marker) => ({ data: "", attributes: { agent: marker } }),
  (marker) => ({
    data: `${"[".repeat(DEPTH)}"${marker}"${"]".repeat(DEPTH)}`,
    attributes: {},
  }),
  // For either topic the name is unusable.
  (marker) => ({
    data: JSON.stringify({
      channel: "business-messages",
      conversation: "conversations/..",
      message: `conversations/../messages/${marker}`,
      receiptType: "READ",
      time: "2026-01-01T00:00:00Z",
      timeSource: "RECEIPT",
      arrivalTime: "2026-01-01T00:00:00Z",
    }),
    attributes: {},
  }),
];

export function poisonedPayload(
  marker: string,
  time: string,
  random: Random,
): PoisonedPayload {
  return random.pick(PAYLOADS)!(marker, time);
}

export function poisonedEvent(marker: string, random: Random): PoisonedEvent {
  return random.pick(EVENTS)!(marker);
}
