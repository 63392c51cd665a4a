import { CHANNELS, type ServedChannel } from "../support/channels.ts";
import type { UnusablePayload } from "../support/channel-rules/rules.ts";
import type { Random } from "./random.ts";

/** Data and attributes of a Pub/Sub message that can't be used. */
export interface PoisonedEvent {
  readonly data: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const DEPTH = 20_000;

const EVENTS: readonly ((marker: string) => PoisonedEvent)[] = [
  (marker) => ({ data: `{ ${marker}`, attributes: {} }),
  (marker) => ({ data: JSON.stringify({ marker }), attributes: {} }),
  (marker) => ({ data: `"${marker}"`, attributes: {} }),
  (marker) => ({ data: "", attributes: { agent: marker } }),
  (marker) => ({
    data: `${"[".repeat(DEPTH)}"${marker}"${"]".repeat(DEPTH)}`,
    attributes: {},
  }),
  ...CHANNELS.map((of) => (marker: string) => unusablyNamed(of, marker)),
];

/** For either topic the name is unusable. */
function unusablyNamed(
  { channel, newConversation }: ServedChannel,
  marker: string,
): PoisonedEvent {
  const conversation = newConversation("..").replace(/[^/]+$/, "..");
  const data = JSON.stringify({
    channel: channel.name,
    conversation,
    message: `${conversation}/messages/${marker}`,
    receiptType: "READ",
    time: "2026-01-01T00:00:00Z",
    timeSource: "RECEIPT",
    arrivalTime: "2026-01-01T00:00:00Z",
  });
  return { data, attributes: {} };
}

export function poisonedPayload(
  { rules }: ServedChannel,
  marker: string,
  time: string,
  random: Random,
): UnusablePayload {
  return random.pick(rules.unusable(marker, time))!;
}

export function poisonedEvent(marker: string, random: Random): PoisonedEvent {
  return random.pick(EVENTS)!(marker);
}
