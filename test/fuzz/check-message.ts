import type { OutgoingMessage } from "../../shared/pubsub/publisher.ts";
import { must } from "./find.ts";

const encoder = new TextEncoder();

/** A message must be one that Pub/Sub takes (Pub/Sub, "Quotas and limits"). */
export function checkMessage({ data, attributes }: OutgoingMessage): void {
  const entries = Object.entries(attributes);
  must(
    data.length > 0 || entries.length > 0,
    "A message has neither data nor attributes.",
  );
  must(data.length <= 9_500_000, "A message is too long.", data.length);
  must(entries.length <= 100, "A message has too many attributes.");
  for (const [name, value] of entries) {
    const isTaken =
      name !== "" &&
      encoder.encode(name).length <= 256 &&
      encoder.encode(value).length <= 1024 &&
      value.isWellFormed();
    must(isTaken, "Pub/Sub would not take an attribute.", { name, value });
  }
}

/** A dead letter must hold the bytes it is about, and say why it is one. */
export function checkLetter(
  { data, attributes }: OutgoingMessage,
  original: Buffer | undefined,
): void {
  must(attributes.reason, "A dead letter has no reason.", attributes);
  must(attributes.source, "A dead letter has no source.", attributes);
  const isSame = original === undefined || data.equals(original);
  must(isSame, "A dead letter does not hold the original bytes.", data);
}
