import { rmSync } from "node:fs";
import { Command, Option } from "commander";
import { EmulatorsError } from "../local/emulators/emulator.ts";
import { startEmulators, type Emulators } from "../local/emulators/start.ts";
import { markdownTable } from "../scripts/markdown-table.ts";
import { writeTables } from "../scripts/write-tables.ts";
import type { Bench, Outcome, Table } from "./bench.ts";
import { BENCHES } from "./benches.ts";
import { buildAll } from "./build.ts";
import { leaveMeasuredCore } from "./cores.ts";
import { goalsTable } from "./goals.ts";
import { describeMachine } from "./machine.ts";
import { showProgress } from "./progress.ts";
import { writeScale } from "./capacity/write-capacity.ts";

const PERFORMANCE = "docs/performance.md";

const options = new Command("npm run bench --")
  .description(
    "Measures the functions beside an empty function and the baseline, in one interleaved run: docs/performance.md.",
  )
  .addOption(
    new Option("--only <name>", "this bench alone").choices(
      BENCHES.map(({ name }) => name),
    ),
  )
  .option("--quick", "few runs: to see that it works, not to compare")
  .option("--json", "print the results as JSON, and nothing else, to stdout")
  .option(
    "--write",
    "write the tables into docs/performance.md, docs/cost.md and docs/capacity.md",
  )
  .parse()
  .opts<{ only?: string; quick?: true; json?: true; write?: true }>();

const write = (text: string) => process.stderr.write(text);
const isQuick = options.quick === true;
const chosen = BENCHES.filter(
  ({ name }) => options.only === undefined || name === options.only,
);

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
leaveMeasuredCore();
const machine = describeMachine(new Date());
write(`${machine}\nBuilding …\n`);
const folder = await buildAll();
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const { emulators, missing } = await provideEmulators();

const outcomes = new Map<string, Outcome>();
for (const [at, bench] of chosen.entries()) {
  const place = `[${at + 1} of ${chosen.length}] ${bench.title}`;
  const obstacle =
    bench.needsEmulators && !emulators ? missing : bench.missing?.();
  if (obstacle !== undefined) {
    write(`${place}: skipped. ${obstacle}\n`);
    continue;
  }
  outcomes.set(bench.name, await run(bench, place));
}
await emulators?.stop();

if (options.json) {
  const results = Object.fromEntries(outcomes);
  console.log(JSON.stringify({ machine, isQuick, results }, null, 2));
} else {
  for (const [name, { table }] of outcomes) {
    console.log(`\n${name}\n${toText(table)}`);
  }
  console.log(`\ngoals\n${toText(goalsTable(outcomes))}`);
}
if (options.write) await writeAll();
process.exit();

async function run(bench: Bench, place: string): Promise<Outcome> {
  const isTerminal = process.stderr.isTTY;
  const steps = bench.steps(isQuick);
  const progress = showProgress(place, steps, write, isTerminal);
  const step = () => progress.step();
  const isAlone = chosen.length === 1;
  const outcome = await bench.run({
    isQuick,
    isAlone,
    folder,
    emulators,
    step,
  });
  progress.end();
  return outcome;
}

/** Emulators, if a bench needs them; or why there are none. */
async function provideEmulators(): Promise<{
  emulators?: Emulators;
  missing?: string;
}> {
  if (!chosen.some(({ needsEmulators }) => needsEmulators)) return {};
  write("Starting Google's emulators …\n");
  try {
    return { emulators: await startEmulators() };
  } catch (error) {
    if (!(error instanceof EmulatorsError)) throw error;
    return { missing: error.message };
  }
}

function toText({ headings, rows }: Table): string {
  return markdownTable(headings, rows);
}

/** The goals and the machine only with all that was measured in one run. */
async function writeAll(): Promise<void> {
  const isWhole = BENCHES.every(({ name }) => outcomes.has(name));
  const tables: Record<string, Record<string, string>> = {
    [PERFORMANCE]: isWhole
      ? { machine, goals: toText(goalsTable(outcomes)) }
      : {},
  };
  for (const { name, document = PERFORMANCE } of chosen) {
    const outcome = outcomes.get(name);
    if (!outcome) continue;
    (tables[document] ??= {})[name] = toText(outcome.table);
  }
  for (const [document, texts] of Object.entries(tables)) {
    await writeTables(document, texts);
  }
  await writeScale(); // what is calculated from those
}
