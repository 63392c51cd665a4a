/** A call that was not made, or not believed, since calls pause. The event comes again. */
export class CircuitOpenError extends Error {
  override readonly name = "PausedError";

  /** @param retryInMs undefined: until a call that is under way has shown whether the platform is back */
  constructor(channel: string, retryInMs: number | undefined, cause?: unknown) {
    const until =
      retryInMs === undefined
        ? "until one call was answered"
        : `for another ${Math.ceil(retryInMs / 1000)} s`;
    super(
      `Calling the platform of ${channel} is paused ${until}.`,
      cause === undefined ? {} : { cause },
    );
    // One line: every event that waits is logged, and the sentence says it all.
    this.stack = `${this.name}: ${this.message}`;
  }
}
