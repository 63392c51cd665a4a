import { setTimeout as sleep } from "node:timers/promises";
import type { Channel } from "../../shared/channels/channel.ts";
import {
  formatTimestamp,
  now,
  type Micros,
} from "../../shared/runtime/timestamp.ts";
import type { ConsoleSample } from "./console-sample.ts";

const SECOND: Micros = 1_000_000;
const MANY = 100;
const OVERTAKEN_MS = 700; // long enough to be seen

/** What makes a day less ordinary than one receipt. */
export const SCENARIOS: readonly ConsoleSample[] = [
  {
    id: "read-later",
    label: "DELIVERED, then READ",
    async send({ channel, post }) {
      const messages = makeUp(channel, 1);
      const time = now();
      const delivered = time - randomLag(600 * SECOND);
      await post({ messages, receiptType: "DELIVERED", time: delivered });
      return post({ messages, receiptType: "READ", time });
    },
  },
  {
    id: "out-of-order",
    label: "READ before its DELIVERED",
    async send({ channel, post }) {
      const messages = makeUp(channel, 1);
      const time = now();
      await post({ messages, receiptType: "READ", time });
      await sleep(OVERTAKEN_MS);
      const delivered = time - 5 * SECOND;
      return post({ messages, receiptType: "DELIVERED", time: delivered });
    },
  },
  {
    id: "many",
    label: `${MANY} messages, some read`,
    async send({ channel, post }) {
      const messages = makeUp(channel, MANY);
      const longest = 86_400 * SECOND;
      const time = now() - longest;
      const status = await post({ messages, receiptType: "DELIVERED", time });
      const read = messages.filter(() => Math.random() < 0.6);
      for (const message of read) {
        const readTime = time + randomLag(longest);
        await post({ messages: [message], time: readTime });
      }
      return status;
    },
  },
  {
    id: "user-message",
    label: "A user's message",
    async send({ postUserMessage }) {
      const { status } = await postUserMessage(now());
      return status;
    },
  },
  {
    id: "agent-read",
    label: "A user's message, then agent read",
    async send({ postUserMessage, publishAgentRead }) {
      const time = now();
      const { message } = await postUserMessage(time);
      const messageTime = formatTimestamp(time);
      const event = { message, reader: "console", messageTime };
      await publishAgentRead(JSON.stringify(event));
      return undefined;
    },
  },
  {
    id: "unusable",
    label: "Unusable receipt",
    send: ({ post }) =>
      post({ messages: ["no/message"], receiptType: "DELIVERED" }),
  },
  {
    id: "unusable-agent-read",
    label: "Unusable agent read",
    async send({ publishAgentRead }) {
      await publishAgentRead("This is no JSON.");
      return undefined;
    },
  },
  {
    id: "forged",
    label: "Forged signature",
    send: ({ post }) => post({ key: "a guess" }),
  },
];

function makeUp({ simulator }: Channel, count: number): string[] {
  const samples = simulator.createSamples({
    messages: undefined,
    count,
    receiptType: "DELIVERED",
    agent: undefined,
    key: "unused",
    time: now(),
  });
  return samples.flatMap(({ messages }) => messages);
}

/** Of every order of magnitude the same share, from half a second on. */
function randomLag(longest: Micros): Micros {
  const shortest = SECOND / 2;
  return Math.round(shortest * (longest / shortest) ** Math.random());
}
