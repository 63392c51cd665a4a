import type { OutgoingMessage } from "./publisher.ts";
import { memoizeByAttributes } from "./memoize-by-attributes.ts";

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
export function splitIntoRequests(
  messages: readonly OutgoingMessage[],
): PublishRequest[] {
  const attributesSize = memoizeByAttributes(sizeOfAttributes);
  const bytesOf = ({ data, attributes }: OutgoingMessage) =>
    ENVELOPE_BYTES + data.length + attributesSize(attributes);
  return chunkByLimits(messages, () => 1, bytesOf).map((group) => ({
    messages: group,
    count: group.length,
    bytes: group.reduce((sum, message) => sum + bytesOf(message), 0),
  }));
}

/** Puts things that belong into publish requests together, as many as Pub/Sub's limits allow, in their order. */
export function chunkByLimits<T>(
  things: readonly T[],
  countOf: (thing: T) => number,
  bytesOf: (thing: T) => number,
): T[][] {
  const groups: T[][] = [];
  let current: T[] = [];
  let count = 0;
  let bytes = 0;
  for (const thing of things) {
    count += countOf(thing);
    bytes += bytesOf(thing);
    const isTooMuch = count > MAX_MESSAGES || bytes > MAX_BYTES;
    if (current.length > 0 && isTooMuch) {
      groups.push(current);
      current = [];
      count = countOf(thing);
      bytes = bytesOf(thing);
    }
    current.push(thing);
  }
  if (current.length > 0) groups.push(current);
  return groups;
}

function sizeOfAttributes(attributes: OutgoingMessage["attributes"]): number {
  return Object.entries(attributes)
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
