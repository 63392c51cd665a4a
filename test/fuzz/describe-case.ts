import type { Case } from "./cases.ts";

const MAX_LENGTH = 2000;

/** A case for a person to read, and to send again: the bytes as a JavaScript string. */
export function describeCase(tested: Case): string {
  const { target, wire } = tested;
  const text = JSON.stringify(wire.bytes.toString("latin1"));
  const bytes =
    text.length > MAX_LENGTH
      ? `${text.slice(0, MAX_LENGTH)}… (${wire.bytes.length} bytes)`
      : text;
  const more =
    target === "receiveWebhook"
      ? ""
      : `, delivered ${tested.deliveries} times, platform answers ${tested.platformStatus}`;
  return `to ${target}${more}, ending in ${wire.ending}: ${bytes}`;
}
