import { randomUUID } from "node:crypto";
import type { Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { Wire } from "./wire.ts";

const AGENTS = ["brands/b/agents/one", "brands/b/agents/two"];
const MOST_RECEIPTS = 5; // in one payload

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
  unusable: (ledger, wire, random) => wire.sendPoison(ledger, random),
  poisonedReceipt: (ledger, wire, random) =>
    wire.publishPoison(ledger, "receipts", random),
  poisonedAgentRead: (ledger, wire, random) =>
    wire.publishPoison(ledger, "agent-reads", random),
} satisfies Record<string, Action>;

/** New messages reached the user: several receipts in one payload, as the platform sends them. */
function delivered(ledger: Ledger, wire: Wire, random: Random): void {
  const conversation = `conversations/${randomUUID()}`;
  const agent = random.pick(AGENTS)!;
  const count = 1 + random.below(MOST_RECEIPTS);
  const messages = Array.from(
    { length: count },
    () => `${conversation}/messages/${randomUUID()}`,
  );
  // Now and then the READ is first, or the DELIVERED never comes.
  const type = random.next() < 0.8 ? "DELIVERED" : "READ";
  wire.sendReceipts(ledger, { messages, conversation, agent, type });
}

/** A message of before was read: sometimes twice, with another time, or before it was delivered. */
function read(ledger: Ledger, wire: Wire, random: Random): void {
  const earlier = random.pick(ledger.receipts);
  if (!earlier) return delivered(ledger, wire, random);
  const { message, conversation, agent } = earlier;
  const type = random.next() < 0.8 ? "READ" : "DELIVERED";
  const timeMs = Date.now() - random.below(60_000);
  const place = { messages: [message], conversation, agent, type } as const;
  wire.sendReceipts(ledger, { ...place, timeMs });
}

/** A payload of before comes again, as it was. */
function repeated(ledger: Ledger, wire: Wire, random: Random): void {
  const earlier = random.pick(ledger.receipts);
  if (earlier) wire.repeat(ledger, earlier);
}

/** The user wrote something. */
function userMessage(ledger: Ledger, wire: Wire): void {
  const [conversationId, messageId] = [randomUUID(), randomUUID()];
  const body = {
    agent: AGENTS[0],
    conversationId,
    message: { messageId, text: "a user's words" },
    sendTime: new Date().toISOString(),
  };
  wire.sendUserEvent(ledger, JSON.stringify(body));
}

/** One agent, or up to three at once, read a user's message. */
function agentRead(ledger: Ledger, wire: Wire, random: Random): void {
  const message = `conversations/${randomUUID()}/messages/${randomUUID()}`;
  wire.publishAgentReads(ledger, message, 1 + random.below(3));
}

/** Somebody without the key. */
function forged(ledger: Ledger, wire: Wire): void {
  wire.forge(ledger, `conversations/${randomUUID()}`);
}
