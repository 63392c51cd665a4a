/** Sooner than a test's own time limit, so that a test that gets no answer still ends its server. */
export const GIVE_UP_MS = 30_000;

export interface Push {
  /** The event; bytes are sent as they are, anything else as JSON. */
  readonly event: unknown;
  readonly messageId?: string;
  readonly attributes?: Record<string, string>;
  readonly deliveryAttempt?: number;
}

/** Posts an event as Pub/Sub pushes it. */
export function push(url: string, options: Push): Promise<Response> {
  const { event, messageId = "1", attributes, deliveryAttempt } = options;
  const data = Buffer.isBuffer(event)
    ? event
    : Buffer.from(JSON.stringify(event));
  return postJson(url, {
    message: {
      data: data.toString("base64"),
      attributes,
      messageId,
      message_id: messageId,
      publishTime: "2026-01-31T09:30:00.123Z",
    },
    deliveryAttempt,
    subscription: "projects/p/subscriptions/s",
  });
}

export function postJson(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(GIVE_UP_MS),
  });
}
