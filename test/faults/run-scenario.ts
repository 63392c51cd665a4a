import { setTimeout as sleep } from "node:timers/promises";
import type { InvariantReport } from "./check-invariants.ts";
import type { Ledger } from "./ledger.ts";
import type { Scenario } from "./scenario.ts";
import { waitUntilIdle } from "./wait-until-idle.ts";
import { USUAL, type Traffic } from "./traffic.ts";
import type { TestEnvironment } from "./test-environment.ts";

/** How many events are sent before a fault and, at the least, during it. */
export interface Volume {
  readonly events: number;
  /** The longest that a fault is kept up. */
  readonly lastsMs: number;
  /** How many are sent after it before the traffic pauses; undefined lets it flow on. */
  readonly eventsAfter?: number;
}

/** What a scenario left behind; duplicate read receipts can be counted only after all of them. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly ledgers: Ledger[];
  readonly reports: InvariantReport[];
  /** From the moment when the fault was over until all that was sent before was where it belongs. */
  readonly recoveryMs: number;
  /** When the fault began and ended: milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Makes something fail in the middle of the traffic, and waits until everything sent until its end is where it belongs. */
export async function runScenario(
  environment: TestEnvironment,
  traffic: Traffic,
  scenario: Scenario,
  volume: Volume,
): Promise<ScenarioRun> {
  const ledgers: Ledger[] = [];
  const reports: InvariantReport[] = [];
  const checkNow = async () => {
    const ledger = traffic.turnOver();
    ledgers.push(ledger);
    reports.push(await waitUntilIdle(environment, ledger));
  };
  traffic.resume();
  await traffic.send(volume.events);
  if (scenario.forgets) {
    traffic.pause();
    await checkNow();
    traffic.resume();
  }
  traffic.setMix(scenario.mix ?? USUAL);
  const from = Date.now();
  await scenario.inject(environment);
  const lasts = sleep(Math.min(scenario.lastsMs, volume.lastsMs));
  await Promise.all([lasts, traffic.send(volume.events)]);
  await scenario.recover(environment);
  const until = Date.now();
  traffic.setMix(USUAL);
  const goOn = async () => {
    if (volume.eventsAfter === undefined) return;
    await traffic.send(volume.eventsAfter);
    traffic.pause();
  };
  const recovered = checkNow().then(() => Date.now() - until);
  const [recoveryMs] = await Promise.all([recovered, goOn()]);
  return { scenario, ledgers, reports, recoveryMs, from, until };
}

/** Pauses the traffic, and waits for what was sent since the scenario's fault. */
export async function finishScenario(
  environment: TestEnvironment,
  traffic: Traffic,
  { ledgers, reports }: ScenarioRun,
): Promise<void> {
  traffic.pause();
  const ledger = traffic.turnOver();
  ledgers.push(ledger);
  reports.push(await waitUntilIdle(environment, ledger));
}
