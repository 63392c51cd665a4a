import type { Channel, SampleOptions } from "../../shared/channels/channel.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";

export interface SampleTools {
  readonly channel: Channel;
  /** Signs a sample and posts it to the webhook; returns its answer's status, of several the last. */
  readonly post: (options: Partial<SampleOptions>) => Promise<number>;
  /** Posts what a user writes. */
  readonly postUserMessage: (time: Micros) => Promise<PostedMessage>;
  /** Publishes on the topic `agent-reads`. */
  readonly publishAgentRead: (body: string) => Promise<void>;
}

export interface PostedMessage {
  readonly message: string;
  /** The webhook's answer. */
  readonly status: number;
}

/** Something that the console can send. */
export interface ConsoleSample {
  readonly id: string;
  readonly label: string;
  /** Returns the webhook's answer; undefined if it was published instead. */
  send(tools: SampleTools): Promise<number | undefined>;
}
