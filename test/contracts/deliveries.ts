import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { findMessage } from "../../shared/channels/channels.ts";
import {
  ReceiptType,
  type ReceiptEvent,
} from "../../shared/events/receipt-event.ts";
import {
  formatTimestamp,
  MICROS_PER_DAY,
} from "../../shared/runtime/timestamp.ts";
import { CHANNELS, type ChannelUnderTest } from "../support/channels.ts";

export const NOW = 1_767_225_600_000_000; // 2026-01-01

/** A message that nobody knows, of the first channel if none is named. */
export const newMessage = (of: ChannelUnderTest = CHANNELS[0]!) =>
  `${of.newConversation()}/messages/${randomUUID()}`;

export function receipt(
  message: string,
  receiptType: ReceiptEvent["receiptType"],
  time: number,
  arrival = time,
): ReceiptEvent {
  return {
    channel: findMessage(message)?.channel.name ?? "none",
    agent: "an-agent",
    conversation: message.split("/messages/")[0]!,
    message,
    receiptType,
    time: formatTimestamp(time),
    timeSource: "RECEIPT",
    arrivalTime: formatTimestamp(arrival),
  };
}

/** Receipts of one message, and how they come: each at least once, repeated, shuffled, cut into batches. */
export const deliveries = fc
  .array(
    fc.record({
      type: fc.constantFrom(...ReceiptType.options),
      time: fc.integer({ min: 0, max: 3 * MICROS_PER_DAY }),
      arrival: fc.integer({ min: 0, max: MICROS_PER_DAY }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((list) => {
    const indexes = list.map((_, index) => index);
    return fc.record({
      receipts: fc.constant((message: string) =>
        list.map(({ type, time, arrival }) =>
          receipt(message, type, NOW + time, NOW + arrival),
        ),
      ),
      batches: fc
        .array(fc.constantFrom(...indexes), { maxLength: 4 })
        .chain((repeated) => {
          const all = [...indexes, ...repeated];
          return fc.tuple(
            fc.shuffledSubarray(
              all.map((_, position) => position),
              { minLength: all.length },
            ),
            fc.integer({ min: 1, max: all.length }),
            fc.constant(all),
          );
        })
        .map(([order, size, all]) => {
          const indexesInOrder = order.map((position) => all[position]!);
          const batches: number[][] = [];
          for (let at = 0; at < indexesInOrder.length; at += size) {
            batches.push(indexesInOrder.slice(at, at + size));
          }
          return batches;
        }),
    });
  });

/** The document by the rule's own words: highest rank, earliest time of each fact. */
export function fold(receipts: readonly ReceiptEvent[]) {
  const earliest = (texts: string[]) => texts.sort()[0];
  const timeOf = (type: string) =>
    earliest(
      receipts
        .filter(({ receiptType }) => receiptType === type)
        .map(({ time }) => time),
    );
  const micros = (text: string | undefined) =>
    text === undefined
      ? undefined
      : Date.parse(`${text.slice(0, 19)}Z`) * 1000 + Number(text.slice(20, 26));
  const dayOf = (...types: string[]) => {
    const time = earliest(types.flatMap((type) => timeOf(type) ?? []));
    return time === undefined
      ? undefined
      : Date.parse(time.slice(0, 10)) / 86_400_000;
  };
  const fields = {
    day: dayOf("DELIVERED", "READ"),
    expiredDay: dayOf("EXPIRED"),
    rank: timeOf("READ")
      ? 3
      : timeOf("DELIVERED")
        ? 2
        : timeOf("EXPIRED")
          ? 1
          : undefined,
    readTime: micros(timeOf("READ")),
    deliveredTime: micros(timeOf("DELIVERED")),
    expiredTime: micros(timeOf("EXPIRED")),
    revokeFailedTime: micros(timeOf("REVOKE_FAILED")),
    createTime: micros(
      earliest(receipts.map(({ arrivalTime }) => arrivalTime)),
    ),
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}
