import { sharingAttributes } from "./publish-encoding.ts";
import type { OutgoingMessage } from "./publisher.ts";

// Pub/Sub, "Quotas and limits": 1,000 messages and 10 MB a publish request.
const MAX_MESSAGES = 1000;
const MAX_BYTES = 9_000_000; // some room for what protobuf adds
const ENVELOPE_BYTES = 64;

/** Messages that fit into one publish request, and how much of it they take. */
export interface PublishRequest {
  readonly messages: readonly OutgoingMessage[];
  readonly count: number;
  readonly bytes: number;
}

/** Splits messages into publish requests that keep to Pub/Sub's limits. */
export function inRequests(
  messages: readonly OutgoingMessage[],
): PublishRequest[] {
  const attributesSize = sharingAttributes(sizeOfAttributes);
  const sized = messages.map((message) => ({
    messages: [message],
    count: 1,
    bytes:
      ENVELOPE_BYTES + message.data.length + attributesSize(message.attributes),
  }));
  return inGroups(sized).map(together);
}

/** What several take together. */
export function together(group: readonly PublishRequest[]): PublishRequest {
  return {
    messages: group.flatMap(({ messages }) => messages),
    count: group.reduce((sum, { count }) => sum + count, 0),
    bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Puts things that belong into publish requests together, as many as Pub/Sub's limits allow, in their order. */
export function inGroups<T extends Omit<PublishRequest, "messages">>(
  things: readonly T[],
): T[][] {
  const groups: T[][] = [];
  let current: T[] = [];
  let total = { count: 0, bytes: 0 };
  for (const thing of things) {
    const { count, bytes } = thing;
    const isFull =
      total.count + count > MAX_MESSAGES || total.bytes + bytes > MAX_BYTES;
    if (current.length > 0 && isFull) {
      groups.push(current);
      current = [];
      total = { count: 0, bytes: 0 };
    }
    current.push(thing);
    total = { count: total.count + count, bytes: total.bytes + bytes };
  }
  if (current.length > 0) groups.push(current);
  return groups;
}

function sizeOfAttributes(attributes: OutgoingMessage["attributes"]): number {
  return Object.entries(attributes)
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
