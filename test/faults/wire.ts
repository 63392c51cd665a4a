import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { formatTimestamp } from "../../shared/runtime/timestamp.ts";
import { channelOf, type ServedChannel } from "../support/channels.ts";
import type { Publisher } from "../../shared/pubsub/publisher.ts";
import type { StackTopics } from "../../local/topics.ts";
import type { SentReceipt } from "./expected.ts";
import type { Entry, Ledger, PoisonEntry, ReceiptEntry } from "./ledger.ts";
import { poisonedEvent, poisonedPayload } from "./poison.ts";
import type { Random } from "./random.ts";
import type { Sender } from "./sender.ts";

const PUBLISH_PAUSE_MS = 300;
const SPREAD_MS = 1500; // over which the copies of one payload come

export interface ReceiptsToSend {
  readonly messages: readonly string[];
  readonly conversation: string;
  readonly agent: string;
  readonly type: SentReceipt["type"];
  readonly timeMs?: number;
}

/** Sends what the traffic is made of, and writes into the ledger what was sent and what was taken. */
export type Wire = ReturnType<typeof createWire>;

export function createWire(
  sender: Sender,
  publisher: Publisher,
  topics: StackTopics,
  random: Random,
) {
  const bodies = new WeakMap<ReceiptEntry, string>();
  let copies = 1;
  let mayPublish = Promise.resolve();
  let release = (): void => undefined;
  const publishing = new Set<Promise<void>>();
  let isStopped = false;

  /** Each copy is sent until it is taken, in any order with the copies of others. */
  const send = (
    ledger: Ledger,
    entries: readonly Entry[],
    attempt: () => Promise<boolean>,
  ) => {
    const all = Array.from({ length: copies }, async () => {
      if (copies > 1) await sleep(random.below(SPREAD_MS));
      return attempt();
    });
    const done = Promise.all(all).then((taken) => {
      if (taken.includes(false)) return;
      for (const entry of entries) entry.isTaken = true;
    });
    ledger.underWay.add(done);
    void done.then(() => ledger.underWay.delete(done));
  };
  /** As an agent's backend does: until Pub/Sub confirms it. */
  const publish = async (
    topic: string,
    data: string,
    attributes: Readonly<Record<string, string>> = {},
  ) => {
    while (!isStopped) {
      await mayPublish;
      const message = { data: Buffer.from(data), attributes };
      const published = publisher.publish(topic, [message]);
      publishing.add(published);
      try {
        await published;
        return true;
      } catch {
        await sleep(PUBLISH_PAUSE_MS);
      } finally {
        publishing.delete(published);
      }
    }
    return false;
  };

  return {
    /** From now on everything is sent so often, shuffled. */
    setCopies(count: number) {
      copies = count;
    },
    /** Begins no call of the agents' backends any more; resolves when none is under way. */
    async holdPublishing() {
      mayPublish = new Promise((resolve) => {
        release = resolve;
      });
      await Promise.allSettled(publishing);
    },
    releasePublishing: () => release(),
    stop() {
      isStopped = true;
      release();
      sender.stop();
    },
    /** In as few payloads as the platform makes of them. */
    sendReceipts(ledger: Ledger, of: ServedChannel, toSend: ReceiptsToSend) {
      const { messages, conversation, agent, type } = toSend;
      const time = aTime(toSend.timeMs ?? Date.now(), random);
      const most = of.rules.mostReceipts;
      for (let start = 0; start < messages.length; start += most) {
        const part = messages.slice(start, start + most);
        const entries = part.map((message): ReceiptEntry => {
          return { message, conversation, agent, type, time, isTaken: false };
        });
        const [payload] = of.payloads({ type, messages: part, time, agent });
        const body = JSON.stringify(payload);
        for (const entry of entries) bodies.set(entry, body);
        ledger.receipts.push(...entries);
        send(ledger, entries, () => sender.sendUntilTaken(of, agent, body));
      }
    },
    /** Sends the payload of an earlier receipt again. */
    repeat(ledger: Ledger, earlier: ReceiptEntry) {
      const { message, agent } = earlier;
      const [of, body] = [channelOf(message), bodies.get(earlier)];
      if (!of || body === undefined) return;
      send(ledger, [], () => sender.sendUntilTaken(of, agent, body));
    },
    sendUserEvent(
      ledger: Ledger,
      of: ServedChannel,
      agent: string,
      body: string,
    ) {
      const entry = { body, isTaken: false };
      ledger.userEvents.push(entry);
      send(ledger, [entry], () => sender.sendUntilTaken(of, agent, body));
    },
    publishAgentReads(ledger: Ledger, message: string, readers: number) {
      const entry = { message, isTaken: false };
      ledger.agentReads.push(entry);
      for (let reader = 0; reader < readers; reader++) {
        const event = JSON.stringify({ message, reader: `reader-${reader}` });
        send(ledger, [entry], () => publish(topics.agentReads, event));
      }
    },
    forge(ledger: Ledger, of: ServedChannel, message: string) {
      ledger.forged.push(message);
      const [payload] = of.payloads({ type: "READ", messages: [message] });
      send(ledger, [], async () => {
        const status = await sender.forge(of, JSON.stringify(payload));
        if (status !== undefined && status !== 401) {
          ledger.admitted.push(`a request was answered ${status}`);
        }
        return true;
      });
    },
    /** Signed, but unusable, in some cases beside a good receipt. */
    sendPoison(ledger: Ledger, of: ServedChannel, random: Random) {
      const marker = `poison-${randomUUID()}`;
      const time = aTime(Date.now(), random);
      const text = formatTimestamp(time);
      const { body, good } = poisonedPayload(of, marker, text, random);
      const poison: PoisonEntry = { marker, target: "webhook", isTaken: false };
      const entries: Entry[] = [poison];
      ledger.poison.push(poison);
      const { agent } = of;
      if (good !== undefined) {
        const conversation = good.replace(/\/messages\/.*/, "");
        const named = { message: good, conversation, agent, time };
        const receipt = { ...named, type: "READ", isTaken: false } as const;
        entries.push(receipt);
        ledger.receipts.push(receipt);
      }
      send(ledger, entries, () => sender.sendUntilTaken(of, agent, body));
    },
    publishPoison(
      ledger: Ledger,
      target: "receipts" | "agent-reads",
      random: Random,
    ) {
      const marker = `poison-${randomUUID()}`;
      const entry = { marker, target, isTaken: false };
      ledger.poison.push(entry);
      const { data, attributes } = poisonedEvent(marker, random);
      const topic = target === "receipts" ? topics.receipts : topics.agentReads;
      send(ledger, [entry], () => publish(topic, data, attributes));
    },
  };
}

/** Microseconds: a JavaScript date holds only thousandths. */
function aTime(ms: number, random: Random): number {
  return ms * 1000 + random.below(1000);
}
