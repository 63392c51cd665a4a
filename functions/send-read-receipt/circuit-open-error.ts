/** The circuit to a platform is open, so the call wasn't made. Pub/Sub redelivers the event. */
export class CircuitOpenError extends Error {
  override readonly name = "CircuitOpenError";

  /** @param retryInMs undefined while a probe is in progress */
  constructor(channel: string, retryInMs: number | undefined, cause?: unknown) {
    const until =
      retryInMs === undefined
        ? "until a probe succeeds"
        : `for another ${Math.ceil(retryInMs / 1000)} s`;
    super(
      `The circuit to the platform API of ${channel} is open ${until}.`,
      cause === undefined ? {} : { cause },
    );
    // Omits the stack: every waiting event logs this error, and its message is enough.
    this.stack = `${this.name}: ${this.message}`;
  }
}
