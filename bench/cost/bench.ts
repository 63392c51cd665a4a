import type { Bench, Outcome, Setting } from "../bench.ts";
import { firstAnswer } from "../first-response.ts";
import { startFunction } from "../function-process.ts";
import { withLoadCases, type LoadCase } from "../functions-under-load.ts";
import { interleave, valuesOf } from "../interleave.ts";
import { postAll } from "../post-all.ts";
import { spreadOf } from "../statistics.ts";
import { costTable } from "./table.ts";

const AT_ONCE = 16;
const SUBJECTS = 5;

const roundsOf = (isQuick: boolean) => (isQuick ? 1 : 7);
const warmUpOf = (isQuick: boolean) => (isQuick ? 300 : 1000); // requests
const requestsOf = (isQuick: boolean) => (isQuick ? 500 : 1500);

export const costBench: Bench = {
  name: "cpu",
  title: "CPU of each function, for its cost",
  document: "docs/cost.md",
  needsEmulators: true,
  steps: (isQuick) => SUBJECTS * roundsOf(isQuick),
  run(setting) {
    return withLoadCases(setting, (cases) => measureAll(setting, cases));
  },
};

async function measureAll(
  setting: Setting,
  cases: readonly LoadCase[],
): Promise<Outcome> {
  const rounds = roundsOf(setting.isQuick);
  const requests = requestsOf(setting.isQuick);
  const subjects = await Promise.all(
    cases.map(async ({ name, deployable, post }) => {
      const running = await startFunction(setting.folder, deployable);
      const load = (count: number) =>
        postAll(running.url, Array.from({ length: count }, post), AT_ONCE);
      return {
        name,
        async warmUp() {
          await firstAnswer(running, post());
          await load(warmUpOf(setting.isQuick));
        },
        async measure() {
          const before = running.cpuTime();
          await load(requests);
          return { cpu: (running.cpuTime() - before) / requests };
        },
        end: () => running.end(),
      };
    }),
  );
  try {
    for (const subject of subjects) await subject.warmUp();
    const samples = await interleave(subjects, rounds, () => setting.step());
    const measured = cases.map(({ name, eventsARequest }) => {
      const cpu = spreadOf(valuesOf(samples, name, "cpu"));
      return { name, eventsARequest, cpu };
    });
    return { table: costTable(measured), ratios: {} };
  } finally {
    await Promise.all(subjects.map((subject) => subject.end()));
  }
}
