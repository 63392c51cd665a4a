import fc from "fast-check";
import { MARK } from "./constants.ts";
import { hostileId, hostileJson, hostileName, hostileTime } from "./hostile.ts";
import { mutatedBytes } from "./mutate-bytes.ts";
import { mutatedJson } from "./mutate-json.ts";

const MESSAGE = "conversations/C/messages/M";
/** An event of each function. */
export const EVENTS = {
  storeReceipt: {
    channel: "business-messages",
    agent: "brands/B/agents/A",
    customAgentId: MARK,
    conversation: "conversations/C",
    message: MESSAGE,
    receiptType: "READ",
    time: "2026-01-31T09:30:00.123456Z",
    timeSource: "RECEIPT",
    arrivalTime: "2026-01-31T09:30:01.000000Z",
    requestId: "R",
  },
  sendReadReceipt: {
    message: MESSAGE,
    agent: "brands/B/agents/A",
    reader: MARK,
    readTime: "2026-01-31T09:30:00.123456Z",
  },
};

type Target = keyof typeof EVENTS;

/** An event of the right shape with a hostile name. */
const named = (target: Target) =>
  fc
    .tuple(hostileName, hostileId, hostileTime)
    .map(([message, agent, time]) => ({
      ...EVENTS[target],
      message,
      ...(target === "storeReceipt"
        ? { conversation: message.split("/messages/")[0], time }
        : { agent }),
    }));

/** Bytes for a function's event, from the documented one to no event at all. */
export function eventData(target: Target): fc.Arbitrary<Buffer> {
  const event = EVENTS[target];
  const text = Buffer.from(JSON.stringify(event));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(text) },
    {
      weight: 5,
      arbitrary: named(target).map((value) =>
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
