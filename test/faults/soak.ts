import { Command, InvalidArgumentError } from "commander";
import { writeTables } from "../../scripts/write-tables.ts";
import { sumOutcomes } from "./outcome.ts";
import {
  runScenario,
  finishScenario,
  type ScenarioRun,
} from "./run-scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { runSession } from "./session.ts";
import { toMemoryTable, toTable } from "./table.ts";

const MOST_SECONDS_BETWEEN = 15; // two faults, on the average a bit more than half of it

const options = new Command("npm run soak --")
  .description(
    "Steady traffic on Google's emulators, with one random fault after the other; counts what is lost or wrong.",
  )
  .option("--minutes <n>", "how long", positive, 20)
  .option("--rate <n>", "requests and published events a second", positive, 15)
  .option("--write", "write the result into docs/reliability.md")
  .option("--keep-logs", "leave the functions' logs, and say where they are")
  .parse()
  .opts<{ minutes: number; rate: number; write?: true; keepLogs?: true }>();
const { minutes, rate } = options;

await runSession(
  { rate, keepLogs: options.keepLogs === true },
  async (environment, traffic, report) => {
    const startedAt = Date.now();
    const elapsed = () => (Date.now() - startedAt) / 60_000;
    let last: ScenarioRun | undefined;
    while (elapsed() < minutes) {
      const scenario = environment.random.pick(SCENARIOS)!;
      const seconds = 3 + environment.random.below(MOST_SECONDS_BETWEEN);
      const volume = { events: rate * seconds, lastsMs: 20_000 };
      console.log(
        `${elapsed().toFixed(1)} of ${minutes} minutes: next ${scenario.name}`,
      );
      const run = await runScenario(environment, traffic, scenario, volume);
      if (last) report(last);
      last = run;
    }
    if (!last) return;
    await finishScenario(environment, traffic, last);
    report(last);
  },
  async ({ outcomes, memory }) => {
    const what = `${minutes} minutes at ${rate} a second, ${outcomes.length} faults`;
    const total = toTable([sumOutcomes(outcomes, what)]);
    console.log(`${total}\n`);
    if (!options.write) return;
    const soak = `${total}\n\n${toMemoryTable(memory)}`;
    await writeTables("docs/reliability.md", { soak });
  },
);

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1440) return value;
  throw new InvalidArgumentError("It is not a number above 0, up to 1440.");
}
