import type {
  OutgoingMessage,
  Publisher,
} from "../../shared/pubsub/publisher.ts";
import { TRACE_ATTRIBUTE } from "../../shared/pubsub/trace-attributes.ts";

export interface KeptPublisher extends Publisher {
  /** Every publish call, in order, without the traces that messages carry: each is another. */
  readonly calls: { topic: string; messages: readonly OutgoingMessage[] }[];
  /** The messages of all calls for a topic. */
  on(topic: string): OutgoingMessage[];
}

/** A publisher that keeps what it is given; `behaviour` may reject or never settle. */
export function createKeptPublisher(
  behaviour: (topic: string) => Promise<void> = () => Promise.resolve(),
): KeptPublisher {
  const calls: KeptPublisher["calls"] = [];
  return {
    calls,
    on: (topic) =>
      calls
        .filter((call) => call.topic === topic)
        .flatMap(({ messages }) => messages),
    async publish(topic, messages) {
      await behaviour(topic);
      calls.push({ topic, messages: messages.map(withoutTrace) });
    },
  };
}

function withoutTrace({ data, attributes }: OutgoingMessage): OutgoingMessage {
  const others = Object.entries(attributes).filter(
    ([name]) => name !== TRACE_ATTRIBUTE,
  );
  return { data, attributes: Object.fromEntries(others) };
}
