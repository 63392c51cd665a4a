import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../statistics.ts";
import type { System } from "./system.ts";

const PROBES_A_SECOND = 20; // looked for; the others are load: looking costs the store time, too
const PAUSE_SHARE = 0.05; // of the time so far, until the next look: more looks would be load themselves
const LEAST_PAUSE_MS = 1;
const GIVE_UP_MS = 60_000;

/** Milliseconds from posting a receipt to reading its message's state. */
export type Lag = Readonly<Record<"p50" | "p99" | "probes", number>>;

/** A steady rate. */
export interface Pace {
  /** Receipts a second. */
  readonly rate: number;
  readonly receiptsAPayload: number;
}

/**
 * Posts receipts of new messages at a steady rate, whatever becomes of those before, and looks for some of them until
 * their state can be read. What is posted late, since the machine is busy, counts from when it was due.
 */
export async function measureLag(
  system: System,
  { rate, receiptsAPayload }: Pace,
  seconds: number,
): Promise<Lag> {
  const payloadsASecond = rate / receiptsAPayload;
  const every = Math.ceil(payloadsASecond / PROBES_A_SECOND);
  const lags: number[] = [];
  const underWay: Promise<unknown>[] = [];
  const keep = (work: Promise<unknown>) => {
    work.catch(() => undefined); // it is awaited only when all are posted
    underWay.push(work);
  };
  const startAt = performance.now();
  for (let at = 0; at < payloadsASecond * seconds; at++) {
    const dueAt = startAt + (at * 1000) / payloadsASecond;
    const early = dueAt - performance.now();
    if (early > 1) await sleep(early);
    const messages = makeUp(receiptsAPayload);
    keep(post(system, messages));
    const last = messages.at(-1);
    if (at % every > 0 || last === undefined) continue;
    const found = untilReadable(system, last);
    keep(found.then(() => lags.push(performance.now() - dueAt)));
  }
  await Promise.all(underWay);
  return {
    p50: quantile(lags, 0.5),
    p99: quantile(lags, 0.99),
    probes: lags.length,
  };
}

function makeUp(count: number): string[] {
  const conversation = `conversations/${randomUUID()}`;
  return Array.from(
    { length: count },
    () => `${conversation}/messages/${randomUUID()}`,
  );
}

async function post(
  system: System,
  messages: readonly string[],
): Promise<void> {
  const status = await system.send(system.postOf(messages));
  if (status !== 200) throw new Error(`${system.name} answered ${status}.`);
}

async function untilReadable(system: System, message: string): Promise<void> {
  const startedAt = performance.now();
  while (!(await system.isReadable(message))) {
    const ms = performance.now() - startedAt;
    if (ms > GIVE_UP_MS) {
      throw new Error(`${system.name} has not stored a receipt for too long.`);
    }
    await sleep(Math.max(LEAST_PAUSE_MS, ms * PAUSE_SHARE));
  }
}
