import {
  FieldValue,
  Timestamp,
  type WithFieldValue,
} from "@google-cloud/firestore";
import type {
  MessageDocument,
  MessageWrite,
} from "../../shared/messages/message-document.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";

/** The fields to merge into a message's document, as Firestore's transforms. */
export function toDocument(
  write: MessageWrite,
  retentionMicros: Micros,
): WithFieldValue<MessageDocument> & { expireAt: Timestamp } {
  const { fields, shard, minimum, maximum, agentRead } = write;
  const touched = maximum.updateTime ?? 0;
  return {
    ...fields,
    shard,
    ...transform(minimum, (value) => FieldValue.minimum(value)),
    ...transform(maximum, (value) => FieldValue.maximum(value)),
    ...(agentRead && { agentRead: { ...agentRead } }),
    expireAt: expiry(touched, retentionMicros),
  };
}

/** When Firestore's TTL policy may delete: a Timestamp, as it asks for one. */
export function expiry(touched: Micros, retentionMicros: Micros): Timestamp {
  return Timestamp.fromMillis(Math.floor((touched + retentionMicros) / 1000));
}

function transform(
  values: Partial<Record<string, number>>,
  make: (value: number) => FieldValue,
): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, make(value)]],
    ),
  );
}
