import { EmulatorsError } from "../../local/emulators/emulator.ts";
import { findStrangers } from "./observations.ts";
import { findLeaks } from "./leaks.ts";
import { watchMemory, type Memory } from "./memory.ts";
import { complaintsOf, toOutcome, type Outcome } from "./outcome.ts";
import type { Played } from "./run-scenario.ts";
import { toLine, toMemoryTable } from "./table.ts";
import { startTraffic, type Traffic } from "./traffic.ts";
import { createWorld, type World } from "./test-environment.ts";

export interface SessionOptions {
  /** Actions a second. */
  readonly rate: number;
  readonly keepLogs: boolean;
}

/** What a session ended with. */
export interface Findings {
  readonly outcomes: readonly Outcome[];
  readonly memory: readonly Memory[];
}

/** Plays faults, and reports each as soon as it is over. */
export type Play = (
  world: World,
  traffic: Traffic,
  report: (played: Played) => void,
) => Promise<void>;

/**
 * Makes a deployment, plays faults on it while traffic flows, prints what came of them, and ends this process:
 * with 1 if anything was lost or wrong.
 */
export async function runSession(
  { rate, keepLogs }: SessionOptions,
  play: Play,
  conclude: (findings: Findings) => Promise<void>,
): Promise<never> {
  let isGood = false;
  try {
    const startedAt = Date.now();
    const seed = startedAt % 1_000_000;
    console.log(`Building and starting everything (seed ${seed}) …`);
    const world = await createWorld(seed);
    try {
      const complaints = await playIn(world, rate, play, conclude);
      isGood = complaints.length === 0;
      for (const complaint of complaints) console.log(`  ${complaint}`);
    } finally {
      const isKept = keepLogs || !isGood;
      if (isKept) console.log(`The functions' logs are in ${world.folder}`);
      await world.close(isKept);
    }
    const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
    const subject = isGood ? "Nothing" : "Something";
    console.log(`${subject} was lost or wrong, in ${minutes} minutes.`);
  } catch (error) {
    const isExpected = error instanceof EmulatorsError;
    console.error(isExpected ? error.message : error);
  }
  process.exit(isGood ? 0 : 1); // whatever still waits for a killed process
}

async function playIn(
  world: World,
  rate: number,
  play: Play,
  conclude: (findings: Findings) => Promise<void>,
): Promise<string[]> {
  const watch = watchMemory(world.functions);
  const traffic = startTraffic(world.wire, world.random, rate);
  const all: Played[] = [];
  await play(world, traffic, (played) => {
    all.push(played);
    console.log(toLine(toOutcome(played, all, world.platform)));
  });
  await traffic.stop();
  const memory = watch.stop();
  // Only now: the platform may have been told a second time since.
  const outcomes = all.map((each) => toOutcome(each, all, world.platform));
  console.log(`\n${toMemoryTable(memory)}\n`);
  await conclude({ outcomes, memory });
  return [
    ...outcomes.flatMap(complaintsOf),
    ...(await complaintsAbout(world, all)),
    ...memory
      .filter(({ isFlat }) => isFlat === false)
      .map(({ name }) => `the memory of ${name} grows`),
  ];
}

async function complaintsAbout(
  { database, folder, functions }: World,
  all: readonly Played[],
): Promise<string[]> {
  const ledgers = all.flatMap((each) => each.ledgers);
  const strangers = await findStrangers(database, ledgers);
  const leaks = await findLeaks(folder);
  const crashed = functions.filter(({ crashes }) => crashes() > 0);
  return [
    ...strangers.map((path) => `${path} exists, but nobody sent a receipt`),
    ...leaks.map((leak) => `there is ${leak}`),
    ...crashed.map(({ name }) => `${name} ended by itself`),
  ];
}
