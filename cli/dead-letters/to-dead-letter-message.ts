import type { protos } from "@google-cloud/pubsub";
import type { DeadLetterMessage } from "./queue.ts";

/** A message that was pulled. */
export function toDeadLetterMessage({
  message,
}: protos.google.pubsub.v1.IReceivedMessage): DeadLetterMessage {
  const { messageId, publishTime, attributes, data } = message ?? {};
  const seconds = Number(publishTime?.seconds ?? 0);
  const nanos = Number(publishTime?.nanos ?? 0);
  return {
    id: messageId ?? "",
    time: seconds * 1_000_000 + Math.floor(nanos / 1000),
    attributes: attributes ?? {},
    data:
      typeof data === "string"
        ? Buffer.from(data, "base64")
        : Buffer.from(data ?? []),
  };
}
