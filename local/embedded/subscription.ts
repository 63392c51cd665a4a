import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedMessage, PushSubscription } from "../pubsub.ts";

const MAX_IN_FLIGHT = 32;
// Pub/Sub, "Push subscriptions": the statuses that acknowledge.
const ACKNOWLEDGING = [102, 200, 201, 202, 204];

export interface Subscription {
  add(message: RecordedMessage): void;
  /** Halts the pushes, or lets them go on. */
  setPushing(isPushing: boolean): void;
  close(): Promise<void>;
}

/** Pushes messages to an endpoint until it acknowledges them or their attempts are used up. */
export function createSubscription(
  options: PushSubscription,
  deadLetter: (message: RecordedMessage) => void,
): Subscription {
  const waiting: Pending[] = [];
  const inFlight = new Set<Promise<void>>();
  const closing = new AbortController();
  let isPushing = true;

  async function deliver({ message, attempt }: Pending): Promise<void> {
    if (await push(options, message, attempt, closing.signal)) return;
    if (closing.signal.aborted) return;
    if (attempt >= options.maxDeliveryAttempts) {
      deadLetter(asDeadLetter(options, message));
    } else {
      void retryLater({ message, attempt: attempt + 1 });
    }
  }

  /** Waits without holding a place among those in flight. */
  async function retryLater(next: Pending): Promise<void> {
    const delay = backoffMs(options, next.attempt - 1);
    try {
      await sleep(delay, undefined, { signal: closing.signal });
    } catch {
      return; // closed meanwhile
    }
    waiting.push(next);
    fill();
  }

  function fill(): void {
    while (
      isPushing &&
      inFlight.size < MAX_IN_FLIGHT &&
      !closing.signal.aborted
    ) {
      const next = waiting.shift();
      if (!next) return;
      const delivery = deliver(next).finally(() => {
        inFlight.delete(delivery);
        fill();
      });
      inFlight.add(delivery);
    }
  }

  return {
    add(message) {
      waiting.push({ message, attempt: 1 });
      setImmediate(fill); // never within the publisher's own call
    },
    setPushing(wanted) {
      isPushing = wanted;
      fill();
    },
    async close() {
      closing.abort();
      await Promise.all(inFlight);
    },
  };
}

interface Pending {
  readonly message: RecordedMessage;
  /** 1 at the first delivery. */
  readonly attempt: number;
}

async function push(
  { name, endpoint, ackDeadlineSeconds }: PushSubscription,
  { data, messageId, publishTime, attributes }: RecordedMessage,
  deliveryAttempt: number,
  closing: AbortSignal,
): Promise<boolean> {
  const body = {
    deliveryAttempt,
    message: {
      attributes,
      data: data.toString("base64"),
      messageId,
      message_id: messageId,
      publishTime,
      publish_time: publishTime,
    },
    subscription: name,
  };
  const deadline = AbortSignal.timeout(ackDeadlineSeconds * 1000);
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([deadline, closing]),
    });
    await response.arrayBuffer();
    return ACKNOWLEDGING.includes(response.status);
  } catch {
    return false; // too slow, or not there: not acknowledged
  }
}

function backoffMs(
  { minimumBackoffMs, maximumBackoffMs }: PushSubscription,
  attempt: number,
): number {
  return Math.min(maximumBackoffMs, minimumBackoffMs * 2 ** (attempt - 1));
}

/** Pub/Sub, "Dead-letter topics": the attributes that it adds when it forwards a message. */
function asDeadLetter(
  { name, maxDeliveryAttempts }: PushSubscription,
  message: RecordedMessage,
): RecordedMessage {
  const [, project = "", , subscription = ""] = name.split("/");
  return {
    ...message,
    attributes: {
      ...message.attributes,
      CloudPubSubDeadLetterSourceDeliveryCount: String(maxDeliveryAttempts),
      CloudPubSubDeadLetterSourceSubscription: subscription,
      CloudPubSubDeadLetterSourceSubscriptionProject: project,
      CloudPubSubDeadLetterSourceTopicPublishTime: message.publishTime,
    },
  };
}
