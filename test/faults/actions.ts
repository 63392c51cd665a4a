import { randomUUID } from "node:crypto";
import {
  CHANNELS,
  channelOf,
  type ServedChannel,
} from "../support/channels.ts";
import type { Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { Wire } from "./wire.ts";

const MOST_RECEIPTS = 5; // at once

/** What may happen next in the traffic: each writes down in the ledger what it sends. */
export type Action = (ledger: Ledger, wire: Wire, random: Random) => void;

export type ActionName = keyof typeof ACTIONS;

export const ACTIONS = {
  delivered,
  read,
  repeated,
  userMessage,
  agentRead,
  forged,
  unusable: (ledger, wire, random) =>
    wire.sendPoison(ledger, anyChannel(random), random),
  poisonedReceipt: (ledger, wire, random) =>
    wire.publishPoison(ledger, "receipts", random),
  poisonedAgentRead: (ledger, wire, random) =>
    wire.publishPoison(ledger, "agent-reads", random),
} satisfies Record<string, Action>;

function anyChannel(random: Random): ServedChannel {
  return random.pick(CHANNELS)!;
}

function anyAgent({ agent, rules }: ServedChannel, random: Random): string {
  return random.pick([agent, rules.otherAgent])!;
}

/** New messages reached the user: in as few payloads as the platform makes of them. */
function delivered(ledger: Ledger, wire: Wire, random: Random): void {
  const of = anyChannel(random);
  const agent = anyAgent(of, random);
  const conversation = of.newConversation(agent);
  const count = 1 + random.below(MOST_RECEIPTS);
  const messages = Array.from(
    { length: count },
    () => `${conversation}/messages/${randomUUID()}`,
  );
  // Now and then the READ is first, or the DELIVERED never comes.
  const type = random.next() < 0.8 ? "DELIVERED" : anyType(of, random);
  wire.sendReceipts(ledger, of, { messages, conversation, agent, type });
}

/** A message of before was read: sometimes twice, with another time, or before it was delivered, or expired. */
function read(ledger: Ledger, wire: Wire, random: Random): void {
  const earlier = random.pick(ledger.receipts);
  if (!earlier) return delivered(ledger, wire, random);
  const { message, conversation, agent } = earlier;
  const of = channelOf(message)!;
  const type = random.next() < 0.6 ? "READ" : anyType(of, random);
  const timeMs = Date.now() - random.below(60_000);
  const receipts = { messages: [message], conversation, agent, type } as const;
  wire.sendReceipts(ledger, of, { ...receipts, timeMs });
}

function anyType({ rules }: ServedChannel, random: Random) {
  return random.pick(rules.reports)!;
}

/** A payload of before comes again, as it was. */
function repeated(ledger: Ledger, wire: Wire, random: Random): void {
  const earlier = random.pick(ledger.receipts);
  if (earlier) wire.repeat(ledger, earlier);
}

/** The user wrote something. */
function userMessage(ledger: Ledger, wire: Wire, random: Random): void {
  const of = anyChannel(random);
  const agent = anyAgent(of, random);
  const payload = of.rules.newUserMessage(agent, "a user's words");
  wire.sendUserEvent(ledger, of, agent, JSON.stringify(payload));
}

/** One agent, or up to three at once, read a user's message. */
function agentRead(ledger: Ledger, wire: Wire, random: Random): void {
  const of = anyChannel(random);
  const conversation = of.newConversation(anyAgent(of, random));
  const message = `${conversation}/messages/${randomUUID()}`;
  wire.publishAgentReads(ledger, message, 1 + random.below(3));
}

/** Somebody without the key. */
function forged(ledger: Ledger, wire: Wire, random: Random): void {
  const of = anyChannel(random);
  wire.forge(ledger, of, `${of.newConversation()}/messages/${randomUUID()}`);
}
