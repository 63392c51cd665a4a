import { Command, Option } from "commander";
import { writeTables } from "../../scripts/write-tables.ts";
import { runScenario, finishScenario, type Volume } from "./run-scenario.ts";
import { QUICK, SCENARIOS } from "./scenarios.ts";
import { runSession } from "./session.ts";
import { toMemoryTable, toTable } from "./table.ts";

const RATE = 15;
const FULL: Volume = { events: 100, lastsMs: 60_000, eventsAfter: 50 };
const SHORT: Volume = { events: 20, lastsMs: 2000, eventsAfter: 10 };

const options = new Command("npm run test:faults --")
  .description(
    "Makes each part of a deployment on Google's emulators fail while traffic flows, and counts what is lost or wrong.",
  )
  .addOption(
    new Option("--only <name>", "this fault alone").choices(
      SCENARIOS.map(({ name }) => name),
    ),
  )
  .option("--quick", "a few faults and few events: under a minute")
  .option("--write", "write the table into docs/reliability.md")
  .option("--keep-logs", "leave the functions' logs, and say where they are")
  .parse()
  .opts<{ only?: string; quick?: true; write?: true; keepLogs?: true }>();

const chosen = SCENARIOS.filter(({ name }) =>
  options.only === undefined
    ? !options.quick || QUICK.has(name)
    : name === options.only,
);

await runSession(
  { rate: RATE, keepLogs: options.keepLogs === true },
  async (environment, traffic, report) => {
    for (const scenario of chosen) {
      const volume = options.quick ? SHORT : FULL;
      const run = await runScenario(environment, traffic, scenario, volume);
      await finishScenario(environment, traffic, run);
      report(run);
    }
  },
  async ({ outcomes, memory }) => {
    if (!options.write) return;
    const table = `${toTable(outcomes)}\n\n${toMemoryTable(memory)}`;
    await writeTables("docs/reliability.md", { table });
  },
);
