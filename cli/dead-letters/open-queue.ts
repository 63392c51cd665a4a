import type { DeadLetterQueue } from "./queue.ts";
import { createStackQueue } from "./stack-queue.ts";

export interface QueueOptions {
  readonly url: string;
  readonly project?: string;
  readonly subscription: string;
  /** Microseconds. */
  readonly idleTimeout: number;
}

/** Does some work on the dead letters that the user means, and gives back what is left of them. */
export async function withQueue<T>(
  options: QueueOptions,
  work: (queue: DeadLetterQueue) => Promise<T>,
): Promise<T> {
  const queue = await openQueue(options);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}

async function openQueue(options: QueueOptions): Promise<DeadLetterQueue> {
  const { url, project, subscription, idleTimeout } = options;
  if (project === undefined) return createStackQueue(url);
  // Google's library is loaded for those alone who need it.
  const { createPubSubQueue } = await import("./pubsub-queue.ts");
  const idleTimeoutMs = idleTimeout / 1000;
  return createPubSubQueue({ project, subscription, idleTimeoutMs });
}
