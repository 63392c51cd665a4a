import { readDeadLetter } from "../../shared/pubsub/read-dead-letter.ts";
import {
  formatTimestamp,
  type Micros,
} from "../../shared/runtime/timestamp.ts";
import { getOrigin } from "./origin.ts";
import type { DeadLetterMessage } from "./queue.ts";

/** What is said of a letter, without its body. */
export type Summary = ReturnType<typeof summarize>;

export function summarize({ id, time, attributes, data }: DeadLetterMessage) {
  return {
    id,
    time,
    ...readDeadLetter(attributes),
    origin: getOrigin(attributes) ?? null,
    bytes: data.length,
  };
}

/** The same for programs. */
export function toJson({ time, ...rest }: Summary, now: Micros) {
  const ageSeconds = Math.max(0, Math.floor((now - time) / 1_000_000));
  return { ...rest, time: formatTimestamp(time), ageSeconds };
}
