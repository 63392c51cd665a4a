import type { Outcome, Setting } from "../bench.ts";
import { startFunction, type Deployable } from "../function-process.ts";
import {
  interleave,
  valuesOf,
  type Sample,
  type Samples,
} from "../interleave.ts";
import type { Post } from "../requests.ts";
import { firstAnswer } from "../first-response.ts";
import { formatSpread, ratios, spreadOf, type Spread } from "../statistics.ts";
import { EMPTY } from "../subjects.ts";

export const coldStartRounds = (isQuick: boolean) => (isQuick ? 5 : 25);

/** Measures how long each function takes from its start to its first acknowledged request. */
export async function measureColdStarts(
  setting: Setting,
  deployables: readonly Deployable[],
  makePost: () => Post,
): Promise<Outcome> {
  const subjects = deployables.map((deployable) => ({
    name: deployable.name,
    measure: () => startAndPost(setting.folder, deployable, makePost()),
  }));
  await interleave(subjects, 1, () => undefined); // files and servers get warm
  const rounds = coldStartRounds(setting.isQuick);
  return toOutcome(await interleave(subjects, rounds, () => setting.step()));
}

/** Milliseconds from the start of the process to the answer, and of the CPU until then. */
async function startAndPost(
  root: string,
  deployable: Deployable,
  post: Post,
): Promise<Sample> {
  const startedAt = performance.now();
  const running = await startFunction(root, deployable);
  try {
    await firstAnswer(running, post);
    const ms = performance.now() - startedAt;
    return { ms, cpu: running.cpuTime() };
  } finally {
    await running.end();
  }
}

function toOutcome(samples: Samples): Outcome {
  const found = [...samples.keys()].map((name) => ({
    name,
    ratio: ratioOf(samples, name, "ms"),
    cpuRatio: ratioOf(samples, name, "cpu"),
    ms: spreadOf(valuesOf(samples, name, "ms")),
    cpu: spreadOf(valuesOf(samples, name, "cpu")),
  }));
  return {
    table: {
      headings: [
        "function",
        "cold start, empty = 1",
        "ms",
        "CPU time, empty = 1",
        "CPU ms",
        "starts",
      ],
      rows: found.map(({ name, ratio, ms, cpuRatio, cpu }) => [
        name,
        formatSpread(ratio, 2),
        formatSpread(ms, 0),
        formatSpread(cpuRatio, 2),
        formatSpread(cpu, 0),
        String(ms.runs),
      ]),
    },
    ratios: Object.fromEntries(found.map(({ name, ratio }) => [name, ratio])),
  };
}

function ratioOf(samples: Samples, name: string, quantity: string): Spread {
  const emptyValues = valuesOf(samples, EMPTY, quantity);
  return spreadOf(ratios(valuesOf(samples, name, quantity), emptyValues));
}
