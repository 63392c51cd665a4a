import type { Sample } from "../../shared/channels/channel.ts";
import { channels } from "../../shared/channels/channels.ts";
import type { Environment } from "../../shared/runtime/configuration.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import type { StackTopics } from "../topics.ts";
import { samplesOf } from "./samples.ts";
import { signingKey } from "./signing-key.ts";

export interface SenderOptions {
  readonly environment: Environment;
  readonly publisher: Publisher;
  readonly topics: StackTopics;
  /** Where the stack listens. */
  readonly base: string;
}

/** What came of a sample: the webhook's answer, or the topic that it was published on. */
export type Sent = { webhook: number } | { published: string };

/** Sends samples the way that the real ones come: signed, over HTTP. */
export interface Sender {
  /** Undefined if there is no such sample. */
  send(channel: string, sample: string): Promise<Sent | undefined>;
}

export function createSender(options: SenderOptions): Sender {
  const { environment, publisher, topics, base } = options;
  return {
    async send(channelName, id) {
      const channel = channels.find(({ name }) => name === channelName);
      const sample = channel && samplesOf(channel).find((s) => s.id === id);
      if (!sample) return undefined;
      const key = signingKey(channel, environment) ?? "no key is set";
      const url = `${base}/webhook/${channel.name}`;
      const { simulator } = channel;
      const status = await sample.send({
        channel,
        post: async (wanted) =>
          postAll(
            url,
            simulator.createSamples({
              messages: undefined,
              count: 1,
              receiptType: "READ",
              agent: undefined,
              key,
              time: now(),
              ...wanted,
            }),
          ),
        async postUserMessage(time) {
          const agent = undefined;
          const written = simulator.createUserMessage({ agent, key, time });
          const [message = ""] = written.messages;
          return { message, status: await postAll(url, [written]) };
        },
        publishAgentRead: (body) =>
          publisher.publish(topics.agentReads, [
            { data: Buffer.from(body), attributes: {} },
          ]),
      });
      return status === undefined
        ? { published: "agent-reads" }
        : { webhook: status };
    },
  };
}

/** Returns the last answer's status. */
async function postAll(
  url: string,
  requests: readonly Sample[],
): Promise<number> {
  let status = 0;
  for (const { headers, body } of requests) {
    const response = await fetch(url, { method: "POST", headers, body });
    await response.arrayBuffer();
    ({ status } = response);
  }
  return status;
}
