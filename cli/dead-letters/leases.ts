import type { v1 } from "@google-cloud/pubsub";

const LEASE_SECONDS = 20; // how long letters stay hidden if this process is killed
const RENEW_MS = 6000; // sooner than the shortest ack deadline, 10 s, with which they come
const MAX_IDS = 1000; // Pub/Sub takes 512 kB a request

type Subscriber = Pick<
  InstanceType<typeof v1.SubscriberClient>,
  "acknowledge" | "modifyAckDeadline"
>;

export interface Leases {
  /** Returns whether the letter is new: Pub/Sub may deliver one again that is still held. */
  acquire(id: string, ackId: string): boolean;
  /** Removes the letter for good. */
  acknowledge(id: string): Promise<void>;
  release(): Promise<void>;
}

/** Holds pulled letters, so that nobody else gets them, until they are acknowledged or given back. */
export function createLeases(client: Subscriber, subscription: string): Leases {
  const ackIds = new Map<string, string>();
  const seen = new Set<string>();

  async function setDeadline(ackDeadlineSeconds: number): Promise<void> {
    const held = [...ackIds.values()];
    for (let from = 0; from < held.length; from += MAX_IDS) {
      const ids = held.slice(from, from + MAX_IDS);
      const of = { subscription, ackIds: ids, ackDeadlineSeconds };
      // If it fails they come again sooner, or later, which does no harm.
      await client.modifyAckDeadline(of).catch(() => undefined);
    }
  }

  const timer = setInterval(() => void setDeadline(LEASE_SECONDS), RENEW_MS);
  timer.unref();

  return {
    acquire(id, ackId) {
      const isNew = !seen.has(id);
      seen.add(id);
      ackIds.set(id, ackId);
      return isNew;
    },
    async acknowledge(id) {
      const ackId = ackIds.get(id);
      if (ackId === undefined) return;
      await client.acknowledge({ subscription, ackIds: [ackId] });
      ackIds.delete(id);
    },
    async release() {
      clearInterval(timer);
      await setDeadline(0);
    },
  };
}
