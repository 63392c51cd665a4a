import type { protos } from "@google-cloud/firestore-api";
import type { ReceiptWrite } from "../../shared/messages/message-document.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";

type Write = protos.google.firestore.v1.IWrite;
type Transform = protos.google.firestore.v1.DocumentTransform.IFieldTransform;

/**
 * The write as Firestore's API has it: merges facts into the message's document, and transforms numbers.
 * @param documents what the names of the database's documents begin with
 */
export function toFirestoreWrite(
  { message, fields, shard, minimum, maximum }: ReceiptWrite,
  retentionMicros: Micros,
  documents: string,
): Write {
  const touched = maximum.updateTime ?? 0;
  const values: Record<string, protos.google.firestore.v1.IValue> = {
    shard: { integerValue: shard },
    expireAt: { timestampValue: toTimestamp(touched + retentionMicros) },
  };
  for (const [name, stringValue] of Object.entries(fields)) {
    values[name] = { stringValue };
  }
  return {
    update: { name: `${documents}/${message}`, fields: values },
    updateMask: { fieldPaths: Object.keys(values) },
    updateTransforms: [
      ...transforms(minimum, "minimum"),
      ...transforms(maximum, "maximum"),
    ],
  };
}

function transforms(
  numbers: Readonly<Record<string, number>>,
  kind: "minimum" | "maximum",
): Transform[] {
  return Object.entries(numbers).map(([fieldPath, integerValue]) => ({
    fieldPath,
    [kind]: { integerValue },
  }));
}

function toTimestamp(time: Micros): protos.google.protobuf.ITimestamp {
  const seconds = Math.floor(time / 1_000_000);
  return { seconds, nanos: (time - seconds * 1_000_000) * 1000 };
}
