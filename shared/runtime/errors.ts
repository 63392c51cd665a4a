import type { Severity } from "./log.ts";

/** An event that no retry can make work. It goes to dead-letters with its reason, and is acknowledged. */
export class UnusableEventError extends Error {
  override readonly name = "UnusableEventError";
  readonly details: UnusableEventDetails;

  /** @param reason a sentence that a person can read; never a secret or a message's text */
  constructor(reason: string, details: UnusableEventDetails = {}) {
    super(reason);
    this.details = details;
  }
}

export interface UnusableEventDetails {
  /** ERROR if a person should look at it soon; WARNING if left out. */
  readonly severity?: Severity;
  readonly channel?: string;
  readonly agent?: string | undefined;
}

/**
 * A fault that a person has to look at: the other side asks to stop, or does not know us. The event is
 * redelivered meanwhile, and the log says ERROR.
 */
export class NeedsOperatorError extends Error {
  override readonly name = "NeedsOperatorError";
  /** How long the other side wants to be left alone at least. */
  readonly retryAfterMs: number;

  constructor(
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** The other side works, and has said when it wants the next call. The event is redelivered. */
export class RetryAfterError extends Error {
  override readonly name = "RetryAfterError";
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
