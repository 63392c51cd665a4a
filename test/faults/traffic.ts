import { setTimeout as sleep } from "node:timers/promises";
import { ACTIONS, type ActionName } from "./actions.ts";
import { createLedger, getEntries, type Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { Wire } from "./wire.ts";

/** How often each action is taken, in proportion. */
export type Mix = Readonly<Partial<Record<ActionName, number>>>;

export const USUAL: Mix = {
  delivered: 30,
  read: 30,
  repeated: 10,
  userMessage: 8,
  agentRead: 14,
  forged: 4,
  unusable: 4,
};

/** Steady traffic, written into one ledger after the other. */
export interface Traffic {
  /** The ledger that is written into now. */
  ledger(): Ledger;
  /** Goes on with a new ledger, and returns the one before. */
  turnOver(): Ledger;
  setMix(mix: Mix): void;
  pause(): void;
  resume(): void;
  /** Resolves when so many authentic events more were sent. */
  send(events: number): Promise<void>;
  /** Ends it; resolves when nothing more is begun. */
  stop(): Promise<void>;
}

/** @param rate actions a second */
export function startTraffic(
  wire: Wire,
  random: Random,
  rate: number,
): Traffic {
  let ledger = createLedger();
  let deck = dealt(USUAL);
  let isPaused = false;
  let isStopped = false;
  let closed = 0; // events in the ledgers of before

  const sent = () => closed + getEntries(ledger).length;
  const run = async () => {
    let due = Date.now();
    while (!isStopped) {
      due += 1000 / rate;
      if (isPaused) due = Date.now();
      else ACTIONS[random.pick(deck)!](ledger, wire, random);
      await sleep(Math.max(due - Date.now(), isPaused ? 20 : 0));
    }
  };
  const running = run();

  return {
    ledger: () => ledger,
    turnOver() {
      const before = ledger;
      closed += getEntries(before).length;
      ledger = createLedger();
      return before;
    },
    setMix(mix) {
      deck = dealt(mix);
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
    },
    async send(events) {
      const goal = sent() + events;
      while (sent() < goal) await sleep(20);
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

/** Each action as often as its weight says. */
function dealt(mix: Mix): ActionName[] {
  return Object.entries(mix).flatMap(([name, weight]) =>
    Array.from({ length: weight }, () => name as ActionName),
  );
}
