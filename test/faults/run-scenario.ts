import { setTimeout as sleep } from "node:timers/promises";
import type { Verdict } from "./check-invariants.ts";
import type { Ledger } from "./ledger.ts";
import type { Scenario } from "./scenario.ts";
import { settle } from "./wait-until-idle.ts";
import { USUAL, type Traffic } from "./traffic.ts";
import type { World } from "./test-environment.ts";

/** How many events are sent before a fault and, at the least, during it. */
export interface Volume {
  readonly events: number;
  /** The longest that a fault is kept up. */
  readonly lastsMs: number;
  /** How many are sent after it before the traffic pauses; undefined lets it flow on. */
  readonly eventsAfter?: number;
}

/** What a scenario left behind; whether the platform was told too often can be said only after all of them. */
export interface Played {
  readonly scenario: Scenario;
  readonly ledgers: Ledger[];
  readonly verdicts: Verdict[];
  /** From the moment when the fault was over until all that was sent before was where it belongs. */
  readonly recoveryMs: number;
  /** When the fault began and ended: milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Makes something fail in the middle of the traffic, and waits until everything sent until its end is settled. */
export async function runScenario(
  world: World,
  traffic: Traffic,
  scenario: Scenario,
  volume: Volume,
): Promise<Played> {
  const ledgers: Ledger[] = [];
  const verdicts: Verdict[] = [];
  const judgeNow = async () => {
    const ledger = traffic.turnOver();
    ledgers.push(ledger);
    verdicts.push(await settle(world, ledger));
  };
  traffic.resume();
  await traffic.send(volume.events);
  if (scenario.forgets) {
    traffic.pause();
    await judgeNow();
    traffic.resume();
  }
  traffic.setMix(scenario.mix ?? USUAL);
  const from = Date.now();
  await scenario.inject(world);
  const lasts = sleep(Math.min(scenario.lastsMs, volume.lastsMs));
  await Promise.all([lasts, traffic.send(volume.events)]);
  await scenario.recover(world);
  const until = Date.now();
  traffic.setMix(USUAL);
  const goOn = async () => {
    if (volume.eventsAfter === undefined) return;
    await traffic.send(volume.eventsAfter);
    traffic.pause();
  };
  const recovered = judgeNow().then(() => Date.now() - until);
  const [recoveryMs] = await Promise.all([recovered, goOn()]);
  return { scenario, ledgers, verdicts, recoveryMs, from, until };
}

/** Pauses the traffic, and settles what was sent since the scenario's fault. */
export async function settleRest(
  world: World,
  traffic: Traffic,
  { ledgers, verdicts }: Played,
): Promise<void> {
  traffic.pause();
  const ledger = traffic.turnOver();
  ledgers.push(ledger);
  verdicts.push(await settle(world, ledger));
}
