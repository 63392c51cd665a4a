import { parseJson } from "../shared/runtime/json.ts";
import { readDeadLetter } from "../shared/pubsub/read-dead-letter.ts";
import {
  formatTimestamp,
  parseTimestamp,
} from "../shared/runtime/timestamp.ts";
import type { RecordedMessage } from "./pubsub.ts";

/** A dead letter as the local stack lists it. */
export function toDeadLetterEntry(message: RecordedMessage) {
  return { ...toEntry(message), ...readDeadLetter(message.attributes) };
}

/** A message as it is, its bytes in base64. */
export function toRawEntry({ data, ...message }: RecordedMessage) {
  return { ...message, data: data.toString("base64") };
}

/** A user event as the local stack lists it. */
export function toUserEventEntry(message: RecordedMessage) {
  const { kind, channel, agent } = message.attributes;
  return {
    ...toEntry(message),
    kind: kind ?? null,
    channel: channel ?? null,
    agent: agent ?? null,
  };
}

function toEntry({
  messageId,
  publishTime,
  attributes,
  data,
}: RecordedMessage) {
  const text = data.toString();
  return {
    messageId,
    publishTime: formatTimestamp(parseTimestamp(publishTime) ?? 0),
    attributes,
    body: readable(text),
  };
}

/** JSON as such, if it can be written again: it may be nested too deep for that. */
function readable(text: string): unknown {
  const json = parseJson(text);
  try {
    return JSON.stringify(json) === undefined ? text : json;
  } catch {
    return text;
  }
}
