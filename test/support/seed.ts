import type * as z from "zod";
import type { AgentReadEvent } from "../../shared/events/agent-read-event.ts";
import type {
  ReceiptEvent,
  ReceiptType,
} from "../../shared/events/receipt-event.ts";
import {
  formatTimestamp,
  MICROS_PER_DAY,
  type Micros,
} from "../../shared/runtime/timestamp.ts";
import { createRandom } from "../faults/random.ts";
import { CHANNELS } from "./channels.ts";

export interface Seed {
  /** Some come twice, some late, and in no order. */
  readonly receipts: readonly ReceiptEvent[];
  readonly agentReads: readonly PublishedAgentRead[];
}

export interface PublishedAgentRead {
  readonly event: z.input<typeof AgentReadEvent>;
  /** When Pub/Sub took it: the time of reading where the event names none. */
  readonly publishTime: string;
}

export const SEED_START: Micros = 1_767_225_600_000_000; // 2026-01-01
export const SEED_DAYS = 5;

const SECOND: Micros = 1_000_000;
const HOUR: Micros = 3600 * SECOND;
const random = createRandom(20260101);
const chance = (share: number) => random.next() < share;
const upTo = (end: Micros) => random.below(end);

const receipts: ReceiptEvent[] = [];
const agentReads: PublishedAgentRead[] = [];

interface Conversation {
  readonly channel: string;
  readonly agent?: string;
  readonly conversation: string;
}

/** What a platform reports of one message of an agent's: all orders and gaps that the contract allows. */
function report(
  of: Conversation,
  canExpire: boolean,
  id: number,
  sent: Micros,
): void {
  const message = `${of.conversation}/messages/${id}`;
  const add = (receiptType: ReceiptType, time: Micros) => {
    const late = upTo(chance(0.05) ? MICROS_PER_DAY : 2 * SECOND);
    const event: ReceiptEvent = {
      ...of,
      message,
      receiptType,
      time: formatTimestamp(time),
      timeSource: "RECEIPT",
      arrivalTime: formatTimestamp(time + late),
    };
    receipts.push(event);
    if (chance(0.1)) receipts.push(event); // delivered twice by Pub/Sub
    if (chance(0.1)) {
      // Sent again by the platform, which may say a later time, and here without the agent.
      const again = { ...event, time: formatTimestamp(time + upTo(HOUR)) };
      delete again.agent;
      receipts.push(again);
    }
  };
  if (canExpire && chance(0.08)) {
    add("REVOKE_FAILED", sent + HOUR);
    if (chance(0.7)) return add("EXPIRED", sent + 2 * HOUR);
    add("EXPIRED", sent + 2 * HOUR); // and reached the user all the same
  }
  const delivered = sent + upTo(chance(0.8) ? 5 * SECOND : 3 * HOUR);
  const isRead = chance(0.6);
  const isSkipped = isRead && chance(0.1); // READ alone
  if (!isSkipped) add("DELIVERED", delivered);
  if (!isRead) return;
  const clocksDiffer = chance(0.05);
  const wait = upTo(chance(0.7) ? 600 * SECOND : 10 * HOUR);
  add("READ", clocksDiffer ? delivered - SECOND : delivered + wait);
}

/** What agents publish of one message of a user's: several of them, some without times. */
function answer(of: Conversation, id: number, sent: Micros): void {
  const message = `${of.conversation}/messages/user-${id}`;
  const isTimed = chance(0.8);
  for (const reader of chance(0.2) ? ["ada", "bob"] : ["ada"]) {
    const read = sent + upTo(chance(0.7) ? 300 * SECOND : 5 * HOUR);
    const event: PublishedAgentRead["event"] = {
      message,
      reader,
      // The rest is known by the conversation's receipts alone.
      agent: chance(0.5) ? of.agent : null,
      ...(chance(0.7) && { readTime: formatTimestamp(read) }),
      // As some programs write it: nine digits, and another zone's time.
      ...(isTimed && {
        messageTime: formatTimestamp(sent + HOUR).replace("Z", "999+01:00"),
      }),
    };
    agentReads.push({ event, publishTime: formatTimestamp(read) });
    if (chance(0.2)) {
      const again = formatTimestamp(read + upTo(HOUR));
      agentReads.push({ event, publishTime: again });
    }
  }
}

for (const { channel, agent } of CHANNELS) {
  const canExpire = channel.supportedReceiptTypes.includes("EXPIRED");
  // The last agent is one that no receipt names.
  for (const [index, name] of [agent, "agent-2", undefined].entries()) {
    for (let number = 1; number <= (name === undefined ? 1 : 6); number++) {
      const owner = name ?? "agent-3";
      const of: Conversation = {
        channel: channel.name,
        ...(name !== undefined && { agent: name }),
        conversation: channel.exampleMessage
          .replace(/\/messages\/.*/, "")
          .replace("agents/A", `agents/${owner}`)
          .replace("/P", `/+1555000${index}00${number}`)
          .replace("conversations/C", `conversations/${index}-${number}`),
      };
      const time = () => SEED_START + upTo(SEED_DAYS * MICROS_PER_DAY);
      for (let id = 1; id <= 12; id++) report(of, canExpire, id, time());
      for (let id = 1; id <= 5; id++) answer(of, id, time());
    }
  }
}

const shuffled = <T>(list: readonly T[]): readonly T[] =>
  list
    .map((item) => ({ item, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);

/** Receipts and agent reads of a few days, of every channel: the same at each run. */
export const SEED: Seed = {
  receipts: shuffled(receipts),
  agentReads: shuffled(agentReads),
};
