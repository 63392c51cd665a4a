import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Publisher } from "../../shared/publisher.ts";
import type { StackTopics } from "../../local/topics.ts";
import type { SentReceipt } from "./expected.ts";
import type { Entry, Ledger, PoisonEntry, ReceiptEntry } from "./ledger.ts";
import { AGENT, poisonedEvent, poisonedPayload } from "./poison.ts";
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
    sendReceipts(ledger: Ledger, toSend: ReceiptsToSend) {
      const { messages, conversation, agent, type } = toSend;
      const time = aTime(toSend.timeMs ?? Date.now(), random);
      const entries = messages.map((message) => {
        const receipt = { message, conversation, agent, type };
        return { ...receipt, time: time.micros, isTaken: false };
      });
      const body = JSON.stringify({
        agent,
        conversationId: conversation.split("/")[1],
        receipts: {
          receipts: messages.map((message) => ({ message, receiptType: type })),
          createTime: time.text,
        },
        sendTime: new Date().toISOString(),
      });
      for (const entry of entries) bodies.set(entry, body);
      ledger.receipts.push(...entries);
      send(ledger, entries, () => sender.sendUntilTaken(agent, body));
    },
    /** Sends the payload of an earlier receipt again. */
    repeat(ledger: Ledger, earlier: ReceiptEntry) {
      const body = bodies.get(earlier);
      if (body !== undefined)
        send(ledger, [], () => sender.sendUntilTaken(earlier.agent, body));
    },
    sendUserEvent(ledger: Ledger, body: string) {
      const entry = { body, isTaken: false };
      ledger.userEvents.push(entry);
      send(ledger, [entry], () => sender.sendUntilTaken(AGENT, body));
    },
    publishAgentReads(ledger: Ledger, message: string, readers: number) {
      const entry = { message, isTaken: false };
      ledger.agentReads.push(entry);
      for (let reader = 0; reader < readers; reader++) {
        const event = JSON.stringify({ message, reader: `reader-${reader}` });
        send(ledger, [entry], () => publish(topics.agentReads, event));
      }
    },
    forge(ledger: Ledger, conversation: string) {
      const message = `${conversation}/messages/forged`;
      ledger.forged.push(message);
      const receipts = [{ message, receiptType: "READ" }];
      const body = JSON.stringify({ receipts: { receipts } });
      send(ledger, [], async () => {
        const status = await sender.forge(body);
        if (status !== undefined && status !== 401) {
          ledger.admitted.push(`a request was answered ${status}`);
        }
        return true;
      });
    },
    /** Signed, but unusable, in most cases beside a good receipt. */
    sendPoison(ledger: Ledger, random: Random) {
      const marker = `poison-${randomUUID()}`;
      const { micros: time, text } = aTime(Date.now(), random);
      const { body, good } = poisonedPayload(marker, text, random);
      const poison: PoisonEntry = { marker, place: "webhook", isTaken: false };
      const entries: Entry[] = [poison];
      ledger.poison.push(poison);
      if (good !== undefined) {
        const conversation = good.replace(/\/messages\/.*/, "");
        const place = { message: good, conversation, agent: AGENT };
        const receipt: ReceiptEntry = {
          ...place,
          type: "READ",
          time,
          isTaken: false,
        };
        entries.push(receipt);
        ledger.receipts.push(receipt);
      }
      send(ledger, entries, () => sender.sendUntilTaken(AGENT, body));
    },
    publishPoison(
      ledger: Ledger,
      place: "receipts" | "agent-reads",
      random: Random,
    ) {
      const marker = `poison-${randomUUID()}`;
      const entry = { marker, place, isTaken: false };
      ledger.poison.push(entry);
      const { data, attributes } = poisonedEvent(marker, random);
      const topic = place === "receipts" ? topics.receipts : topics.agentReads;
      send(ledger, [entry], () => publish(topic, data, attributes));
    },
  };
}

/** Microseconds in six digits: a JavaScript date holds only three of them. */
function aTime(ms: number, random: Random): { text: string; micros: number } {
  const micros = random.below(1000);
  const digits = String(micros).padStart(3, "0");
  const text = new Date(ms).toISOString().replace("Z", `${digits}Z`);
  return { text, micros: ms * 1000 + micros };
}
