import fc from "fast-check";
import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import { MARK } from "./constants.ts";
import { hostileId, hostileJson, hostileName, hostileTime } from "./hostile.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";

export type Target = "storeReceipt" | "sendReadReceipt";

/** An event of a channel's for each function. */
export function eventFor(target: Target, of: ServedChannel): object {
  const { message } = of.rules;
  const time = "2026-01-31T09:30:00.123456Z";
  return target === "storeReceipt"
    ? {
        channel: of.channel.name,
        agent: of.agent,
        customAgentId: MARK,
        conversation: conversationOf(message),
        message,
        receiptType: "READ",
        time,
        timeSource: "RECEIPT",
        arrivalTime: "2026-01-31T09:30:01.000000Z",
        requestId: "R",
      }
    : {
        message,
        agent: of.agent,
        reader: MARK,
        readTime: time,
        messageTime: time,
      };
}

function conversationOf(message: string): string | undefined {
  return message.split("/messages/")[0];
}

/** An event of the right shape with a hostile name. */
const named = (target: Target, of: ServedChannel) =>
  fc
    .tuple(
      hostileName,
      hostileId,
      hostileTime,
      fc.constantFrom("DELIVERED", "READ", "EXPIRED", "REVOKE_FAILED", "SENT"),
    )
    .map(([message, agent, time, receiptType]) => ({
      ...eventFor(target, of),
      message,
      ...(target === "storeReceipt"
        ? { conversation: conversationOf(message), time, receiptType }
        : { agent }),
    }));

/** Bytes for a function's event, from the documented one to no event at all. */
export function eventData(target: Target): fc.Arbitrary<Buffer> {
  return fc.oneof(...CHANNELS.map((of) => eventDataOf(target, of)));
}

function eventDataOf(target: Target, of: ServedChannel): fc.Arbitrary<Buffer> {
  const event = eventFor(target, of);
  const text = Buffer.from(JSON.stringify(event));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(text) },
    {
      weight: 5,
      arbitrary: named(target, of).map((value) =>
        Buffer.from(JSON.stringify(value)),
      ),
    },
    {
      weight: 5,
      arbitrary: mutatedJson(event).map((json) => Buffer.from(json)),
    },
    { weight: 4, arbitrary: mutatedBytes(text) },
    { weight: 1, arbitrary: hostileJson.map((json) => Buffer.from(json)) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 100 })
        .map((bytes) => Buffer.from(bytes)),
    },
    { weight: 1, arbitrary: fc.constant(Buffer.alloc(0)) },
  );
}
