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

/** A fault that only a person can repair. The event is redelivered meanwhile, and the log says ERROR. */
export class NeedsOperatorError extends Error {
  override readonly name = "NeedsOperatorError";
}
