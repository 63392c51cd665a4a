import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../local/free-port.ts";
import { MEASURED_CORE } from "./cores.ts";
import { endsWithThisProcess } from "./ends-with.ts";

/** A function that can be started: a built folder, its registered name, and its variables. */
export interface Deployable {
  readonly name: string;
  readonly folder: string;
  readonly target: string;
  readonly environment: Readonly<Record<string, string>>;
  /** For profiles. */
  readonly nodeOptions?: readonly string[];
}

export interface FunctionProcess {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** MiB. */
  residentMemory(): number;
  /** Milliseconds that it has kept a core busy, with all of its threads. */
  cpuTime(): number;
  /** What it wrote to stderr, if it has ended: then nothing more will come of it. */
  complaint(): string | undefined;
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a function under functions-framework as Cloud Run does, on the core that is measured. */
export async function startFunction(
  root: string,
  { name, folder, target, environment, nodeOptions = [] }: Deployable,
): Promise<FunctionProcess> {
  const port = await findFreePort();
  const source = join(root, folder);
  const child = spawn(
    "taskset",
    [
      ...["-c", MEASURED_CORE, process.execPath, ...nodeOptions],
      join(root, "node_modules/.bin/functions-framework"),
      ...[`--target=${target}`, `--source=${source}`],
    ],
    {
      cwd: source,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        LOG_EXECUTION_ID: "true", // as the platform sets it
        PORT: String(port),
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const release = endsWithThisProcess(child);
  const ended = once(child, "exit").then(release);
  let errors = "";
  child.stdout.resume(); // the log goes through a pipe, as on the platform
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-2000);
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    port,
    residentMemory: () => residentMemoryOf(child.pid),
    cpuTime: () => cpuTimeOf(child.pid),
    complaint: () =>
      hasEnded() ? `${target} has ended. ${errors}` : undefined,
    async end(signal = "SIGKILL") {
      child.kill(signal);
      await ended;
    },
  };
}

function residentMemoryOf(pid = 0): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** By Linux's schedstat of each thread: the time on a core in nanoseconds comes first. */
function cpuTimeOf(pid = 0): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => {
    const path = `/proc/${pid}/task/${thread}/schedstat`;
    const [nanos] = readFileSync(path, "utf8").split(" ");
    return sum + Number(nanos) / 1e6;
  }, 0);
}
