import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, Command, InvalidArgumentError } from "commander";
import { findFreePort } from "../../local/free-port.ts";
import { startEmulators } from "../../local/emulators/start.ts";
import { EmulatorsError } from "../../local/emulators/emulator.ts";
import { markdownTable } from "../../scripts/markdown-table.ts";
import { buildAll } from "../build.ts";
import { leaveMeasuredCore } from "../cores.ts";
import { firstAnswer } from "../first-response.ts";
import { startFunction } from "../function-process.ts";
import { withLoadCases, type LoadCase } from "../functions-under-load.ts";
import { postAll } from "../post-all.ts";
import { connectInspector, type Inspector } from "./inspector.ts";
import { createPlaces } from "./locations.ts";
import {
  cpuCosts,
  heapCosts,
  shares,
  type CallFrame,
  type Cost,
} from "./profiles.ts";

const CASES = {
  webhook: "receiveWebhook",
  "webhook-100": "receiveWebhook, a hundred a payload",
  store: "storeReceipt",
  sender: "sendReadReceipt, agent reads",
};
const AT_ONCE = 16;
const WARM_UP = 2000; // requests
const DEFAULT_REQUESTS = 5000;
const SHOWN = 30;

const command = new Command("npm run profile --")
  .description(
    "Profiles a function under load, or its start: CPU time and allocated memory, by package and by function.",
  )
  .addArgument(
    new Argument("<function>", "what to profile").choices(Object.keys(CASES)),
  )
  .option("--start", "its start up to the first answer, instead of its load")
  .option(
    "--requests <n>",
    "how many, after the warm-up",
    toRequests,
    DEFAULT_REQUESTS,
  )
  .option("--out <folder>", "keep the profiles, for Chrome's DevTools")
  .parse();
const [chosen] = command.processedArgs as [keyof typeof CASES];
const options = command.opts<{
  start?: true;
  requests: number;
  out?: string;
}>();

leaveMeasuredCore();
process.stderr.write("Building …\n");
const folder = await buildAll();
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
process.once("SIGINT", () => process.exit(130));
process.stderr.write("Starting Google's emulators …\n");
const emulators = await startEmulators().catch((error: unknown) => {
  if (error instanceof EmulatorsError) command.error(error.message);
  throw error;
});
await withLoadCases({ emulators }, async (cases) => {
  const found = cases.find(({ name }) => name === CASES[chosen]);
  if (!found) throw new Error(`There is no function ${CASES[chosen]}.`);
  await profile(found);
});
await emulators.stop();
process.exit();

function toRequests(text: string): number {
  const requests = Number(text);
  if (Number.isInteger(requests) && requests > 0) return requests;
  throw new InvalidArgumentError("It is not a whole number above 0.");
}

async function profile({ deployable, post }: LoadCase): Promise<void> {
  const port = await findFreePort();
  const running = await startFunction(folder, {
    ...deployable,
    nodeOptions: [`--inspect-wait=127.0.0.1:${port}`],
  });
  const inspector = await connectInspector(port);
  const run = () => inspector.send("Runtime.runIfWaitingForDebugger");
  if (options.start) {
    await startProfiles(inspector);
    await run();
    await firstAnswer(running, post());
  } else {
    await run();
    await firstAnswer(running, post());
    const load = (count: number) =>
      postAll(running.url, Array.from({ length: count }, post), AT_ONCE);
    await load(WARM_UP);
    await startProfiles(inspector);
    await load(options.requests);
  }
  const cpu = await inspector.send("Profiler.stop");
  const heap = await inspector.send("HeapProfiler.stopSampling");
  show("CPU time", cpuCosts(cpu));
  show("Allocated memory", heapCosts(heap));
  keep(`${chosen}.cpuprofile`, cpu);
  keep(`${chosen}.heapprofile`, heap);
  inspector.close();
  await running.end();
}

async function startProfiles(inspector: Inspector): Promise<void> {
  await inspector.send("Profiler.enable");
  await inspector.send("Profiler.setSamplingInterval", { interval: 200 });
  await inspector.send("HeapProfiler.startSampling", {
    samplingInterval: 16_384,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await inspector.send("Profiler.start");
}

function show(title: string, costs: readonly Cost[]): void {
  const places = createPlaces();
  for (const [heading, nameOf] of [
    ["package", (frame: CallFrame) => places.packageOf(frame)],
    ["function", (frame: CallFrame) => places.functionOf(frame)],
  ] as const) {
    const rows = shares(costs, nameOf)
      .slice(0, SHOWN)
      .map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]);
    console.log(`\n${title}\n${markdownTable([heading, "share"], rows)}`);
  }
}

function keep(file: string, result: unknown): void {
  if (options.out === undefined) return;
  mkdirSync(options.out, { recursive: true });
  const { profile } = result as { profile: object };
  writeFileSync(join(options.out, file), JSON.stringify(profile));
}
