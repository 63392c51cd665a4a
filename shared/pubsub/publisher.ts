/** A message for a topic: at most 10 MB with its attributes, whose values have at most 1,024 bytes. */
export interface OutgoingMessage {
  readonly data: Buffer;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where events are queued: Pub/Sub, or the local stack's own bus. */
export interface Publisher {
  /**
   * Resolves when the queue has confirmed every message, which is then safe; rejects otherwise, and some
   * may have been taken all the same.
   * @param topic the topic's full name, `projects/P/topics/T`
   */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
}
