import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../../local/free-port.ts";

const START_TIMEOUT_MS = 30_000;
const HEAP_MIB = 96; // garbage is collected as in a small container, and what leaks ends the process
const YOUNG_MIB = 2; // it would fill for minutes otherwise, and look like a leak

// Ends the whole group when the pipe on 3 closes: when this process ends, by whatever means.
const RUN_AND_WATCH = '(read _ <&3; kill -9 0) & exec "$@" 3<&-';

/** One of the functions in a process of its own, as on Cloud Run. */
export interface FunctionProcess {
  readonly name: string;
  readonly url: string;
  /** Undefined while none runs. */
  pid(): number | undefined;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** SIGSTOP freezes it, SIGCONT lets it go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** Starts it on its port; resolves when it answers. */
  start(): Promise<void>;
  /** How often it ended without being killed. */
  readonly crashes: () => number;
}

export async function createFunctionProcess(
  folder: string,
  name: string,
  target: string,
  environment: Record<string, string>,
): Promise<FunctionProcess> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const log = createWriteStream(join(folder, `${name}.log`), { flags: "a" });
  let child: ChildProcess | undefined;
  let crashes = 0;

  return {
    name: target,
    url,
    pid: () => child?.pid,
    crashes: () => crashes,
    async start() {
      const started = spawn(
        "/bin/sh",
        [
          ...["-c", RUN_AND_WATCH, "sh", process.execPath],
          join(folder, "node_modules/.bin/functions-framework"),
          ...[`--target=${target}`, `--source=${join(folder, name)}`],
        ],
        {
          detached: true,
          env: {
            ...process.env,
            NODE_ENV: "production",
            LOG_EXECUTION_ID: "true",
            NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB} --max-semi-space-size=${YOUNG_MIB}`,
            PORT: String(port),
            ...environment,
          },
          stdio: ["ignore", "pipe", "pipe", "pipe"],
        },
      );
      started.stdout?.pipe(log, { end: false });
      started.stderr?.pipe(log, { end: false });
      started.once("exit", () => {
        if (child === started) crashes += 1;
      });
      child = started;
      await waitUntilItResponds(url, name);
    },
    signal(signal) {
      if (child?.pid !== undefined) process.kill(-child.pid, signal);
    },
    async kill() {
      const ending = child;
      child = undefined;
      if (ending?.pid === undefined || ending.exitCode !== null) return;
      const ended = once(ending, "exit");
      process.kill(-ending.pid, "SIGKILL");
      await ended;
    },
  };
}

async function waitUntilItResponds(url: string, name: string): Promise<void> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(2000) });
      return;
    } catch (cause) {
      if (Date.now() > giveUpAt) {
        const sentence = `${name} did not start: ${name}.log says why.`;
        throw new Error(sentence, { cause });
      }
      await sleep(50);
    }
  }
}
