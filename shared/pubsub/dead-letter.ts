import type { OutgoingMessage } from "./publisher.ts";

const MAX_VALUE_BYTES = 1024; // Pub/Sub, "Quotas and limits": an attribute's value

/** On a message that was brought back from dead-letters: the id of its letter. */
export const REPLAY_ATTRIBUTE = "replayOf";

export interface DeadLetter {
  /** The bytes as they came, fit to be sent again. */
  readonly original: Buffer;
  /** A sentence that a person can read; never a secret or a message's text. */
  readonly reason: string;
  /** The function that could not use them. */
  readonly source: string;
  readonly channel?: string | undefined;
  readonly agent?: string | undefined;
}

/** A dead letter as a Pub/Sub message: the original bytes, and the rest as attributes. */
export function toMessage(letter: DeadLetter): OutgoingMessage {
  const { original, reason, source, channel, agent } = letter;
  return {
    data: original,
    attributes: asAttributes({ reason, source, channel, agent }),
  };
}

/** Leaves out what is undefined, and cuts values to the length that Pub/Sub takes. */
export function asAttributes(
  values: Record<string, string | undefined>,
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) attributes[name] = cut(value.toWellFormed());
  }
  return attributes;
}

function cut(value: string): string {
  if (value.length * 3 <= MAX_VALUE_BYTES) return value; // the most that UTF-8 needs
  const bytes = Buffer.from(value);
  if (bytes.length <= MAX_VALUE_BYTES) return value;
  // A character cut in half at the end becomes U+FFFD, of three bytes: it goes.
  return bytes
    .subarray(0, MAX_VALUE_BYTES)
    .toString()
    .replace(/\uFFFD$/, "");
}
