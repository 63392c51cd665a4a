import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { findMessage, isConversation } from "../../shared/channels/channels.ts";
import { keepLine } from "./keep-line.ts";

const TIMEOUT_MS = 55_000;

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has printed so far, on both streams. */
  output(): string;
  readonly finished: Promise<Finished>;
}

/** Starts a Node program of the project, as npm's scripts do. */
export function start(
  args: readonly string[],
  environment: Record<string, string> = {},
): Running {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // It does not outlive its test.
    signal: AbortSignal.timeout(TIMEOUT_MS),
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.on("error", () => undefined); // the timeout's: "close" follows
  const [program = ""] = args;
  const finished = once(child, "close").then(() => {
    const isShown = program.startsWith("cli/");
    // Whoever asks about a name may be told it again.
    const names = isShown ? args.filter(isName) : [];
    for (const line of stderr.split("\n")) {
      const rest = names.reduce(
        (text, name) => text.replaceAll(name, ""),
        line,
      );
      keepLine(rest, program);
    }
    for (const line of stdout.split("\n")) keepLine(line, program, isShown);
    return { status: child.exitCode, stdout, stderr };
  });
  return { child, output: () => stdout + stderr, finished };
}

function isName(text: string): boolean {
  return findMessage(text) !== undefined || isConversation(text);
}

/** Runs a Node program of the project to its end. */
export function run(
  args: readonly string[],
  environment?: Record<string, string>,
): Promise<Finished> {
  return start(args, environment).finished;
}
