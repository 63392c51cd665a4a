import { EmulatorsError } from "../../local/emulators/emulator.ts";
import { findUnexplainedDocuments } from "./observations.ts";
import { findLeaks } from "./leaks.ts";
import { watchMemory, type Memory } from "./memory.ts";
import { describeProblems, toOutcome, type Outcome } from "./outcome.ts";
import type { ScenarioRun } from "./run-scenario.ts";
import { toLine, toMemoryTable } from "./table.ts";
import { startTraffic, type Traffic } from "./traffic.ts";
import {
  createTestEnvironment,
  type TestEnvironment,
} from "./test-environment.ts";

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
  environment: TestEnvironment,
  traffic: Traffic,
  report: (run: ScenarioRun) => void,
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
    const environment = await createTestEnvironment(seed);
    try {
      const problems = await playFaults(environment, rate, play, conclude);
      isGood = problems.length === 0;
      for (const problem of problems) console.log(`  ${problem}`);
    } finally {
      const isKept = keepLogs || !isGood;
      if (isKept) {
        console.log(`The functions' logs are in ${environment.folder}`);
      }
      await environment.close(isKept);
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

async function playFaults(
  environment: TestEnvironment,
  rate: number,
  play: Play,
  conclude: (findings: Findings) => Promise<void>,
): Promise<string[]> {
  const watch = watchMemory(environment.functions);
  const traffic = startTraffic(environment.wire, environment.random, rate);
  const all: ScenarioRun[] = [];
  await play(environment, traffic, (run) => {
    all.push(run);
    console.log(toLine(toOutcome(run, all, environment.platform)));
  });
  await traffic.stop();
  const memory = watch.stop();
  // Only now: a duplicate read receipt may have been sent since.
  const outcomes = all.map((each) =>
    toOutcome(each, all, environment.platform),
  );
  console.log(`\n${toMemoryTable(memory)}\n`);
  await conclude({ outcomes, memory });
  return [
    ...outcomes.flatMap(describeProblems),
    ...(await describeEnvironmentProblems(environment, all)),
    ...memory
      .filter(({ isFlat }) => isFlat === false)
      .map(({ name }) => `the memory of ${name} grows`),
  ];
}

async function describeEnvironmentProblems(
  { database, folder, functions }: TestEnvironment,
  all: readonly ScenarioRun[],
): Promise<string[]> {
  const ledgers = all.flatMap((each) => each.ledgers);
  const unexplained = await findUnexplainedDocuments(database, ledgers);
  const leaks = await findLeaks(folder);
  const crashed = functions.filter(({ crashes }) => crashes() > 0);
  return [
    ...unexplained.map((path) => `${path} exists, but nobody sent a receipt`),
    ...leaks.map((leak) => `there is ${leak}`),
    ...crashed.map(({ name }) => `${name} ended by itself`),
  ];
}
