import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

// W3C, "Trace Context": version, trace id, span id, flags; later versions may add fields.
const TRACEPARENT =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: string;
  readonly projectId: string;
}

const traces = new AsyncLocalStorage<Trace>();

/**
 * Does some work as part of the trace that a `traceparent` names, or of a new one: its log lines and what it
 * publishes or calls belong to it.
 * @param projectId the Google Cloud project whose Cloud Trace has the trace
 */
export function runInTraceContext<T>(
  traceparent: unknown,
  projectId: string,
  work: () => T,
): T {
  const [, traceId, spanId, flags] =
    TRACEPARENT.exec(typeof traceparent === "string" ? traceparent : "") ?? [];
  const trace = {
    traceId: traceId ?? randomHex(),
    spanId: spanId ?? randomHex().slice(16),
    flags: flags ?? "00",
    projectId,
  };
  return traces.run(trace, work);
}

/** 32 digits. Node keeps random bytes in store for UUIDs, and asks the system for them each time otherwise. */
function randomHex(): string {
  return randomUUID().replaceAll("-", "");
}

/** The `traceparent` to send with a call; undefined outside of any trace. */
export function currentTraceparent(): string | undefined {
  const trace = traces.getStore();
  return trace && `00-${trace.traceId}-${trace.spanId}-${trace.flags}`;
}

/** The fields of a log line that Cloud Logging links to a trace (Cloud Logging, "Structured logging"). */
export function traceFields(): Record<string, string | boolean> {
  const trace = traces.getStore();
  if (trace === undefined) return {};
  const { projectId, traceId, spanId, flags } = trace;
  return {
    "logging.googleapis.com/trace": `projects/${projectId}/traces/${traceId}`,
    "logging.googleapis.com/spanId": spanId,
    "logging.googleapis.com/trace_sampled": (parseInt(flags, 16) & 1) === 1,
  };
}
