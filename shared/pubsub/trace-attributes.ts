import { currentTraceparent } from "../runtime/trace.ts";
import { memoizeByAttributes } from "./memoize-by-attributes.ts";
import type { OutgoingMessage } from "./publisher.ts";

/** The attribute in which Pub/Sub's client libraries also carry the trace context. */
export const TRACE_ATTRIBUTE = "googclient_traceparent";

/** The same messages with the trace that they are published in. */
export function injectTraceContext(
  messages: readonly OutgoingMessage[],
): readonly OutgoingMessage[] {
  const traceparent = currentTraceparent();
  if (traceparent === undefined) return messages;
  const withTrace = memoizeByAttributes((attributes) => ({
    ...attributes,
    [TRACE_ATTRIBUTE]: traceparent,
  }));
  return messages.map(({ data, attributes }) => ({
    data,
    attributes: withTrace(attributes),
  }));
}
