import type { Post } from "../requests.ts";

/** Something that takes receipts, and in which their messages' state can be read. */
export interface System {
  readonly name: string;
  /** A payload with a receipt of each message, signed with its key. */
  postOf(messages: readonly string[]): Post;
  /** Resolves with the webhook's status. */
  send(post: Post): Promise<number>;
  isReadable(message: string): Promise<boolean>;
  end(): Promise<void>;
}
