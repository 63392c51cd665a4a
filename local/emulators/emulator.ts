import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../free-port.ts";

const START_TIMEOUT_MS = 60_000;
const NOT_FOUND = 127; // a shell's status for a command that is not there
const HOW_TO =
  "Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install) and Java 11 or newer, then run: " +
  "gcloud components install beta pubsub-emulator cloud-firestore-emulator. " +
  "Or set PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST to emulators that run already.";

/** Google's emulators are not to be had; the message says how to get them. */
export class EmulatorsError extends Error {
  override readonly name = "EmulatorsError";
}

// Ends the whole group when the pipe on 3 closes: when this process ends, by whatever means.
const RUN_AND_WATCH = '(read _ <&3; kill -9 0) & exec gcloud "$@" 3<&-';

export interface Emulator {
  /** Such as `127.0.0.1:40123`. */
  readonly host: string;
  /** SIGSTOP freezes it, SIGCONT lets it go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  stop(): Promise<void>;
}

/** Starts one of Google's emulators, on a free port unless one is named, and waits until it answers. */
export async function startEmulator(
  gcloudArguments: string,
  port?: number,
): Promise<Emulator> {
  const host = `127.0.0.1:${port ?? (await findFreePort())}`;
  const name = `gcloud ${gcloudArguments}`;
  const child = spawn(
    "/bin/sh",
    [
      "-c",
      RUN_AND_WATCH,
      "sh",
      ...gcloudArguments.split(" "),
      `--host-port=${host}`,
    ],
    // A process group of its own: gcloud starts a shell, which starts Java.
    { detached: true, stdio: ["ignore", "ignore", "pipe", "pipe"] },
  );
  let isWanted = true;
  const stop = async () => {
    isWanted = false;
    await endGroup(child);
  };
  let output = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-2000);
  });
  const ended = new AbortController();
  let complaint = `${name} was not ready within ${START_TIMEOUT_MS / 1000} s.`;
  child.once("exit", (code) => {
    complaint =
      code === NOT_FOUND
        ? `The command gcloud was not found. ${HOW_TO}`
        : `${name} ended early. ${HOW_TO} It said: ${output.trim()}`;
    ended.abort();
  });
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS);
  if (await becomesReady(host, AbortSignal.any([ended.signal, timeout]))) {
    child.once("exit", () => {
      if (isWanted)
        console.error(`${name} has ended: nothing works without it.`);
    });
    return { host, stop, signal: (signal) => signalGroup(child, signal) };
  }
  await stop();
  throw new EmulatorsError(complaint);
}

/** Waits until an emulator answers; false if the signal ends the waiting. */
export async function becomesReady(
  host: string,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    try {
      if ((await fetch(`http://${host}/`, { signal })).ok) return true;
    } catch {
      // not yet
    }
    await sleep(100);
  }
  return false;
}

async function endGroup(child: ChildProcess): Promise<void> {
  const hasEnded =
    child.pid === undefined ||
    child.exitCode !== null ||
    child.signalCode !== null;
  const ended = hasEnded ? undefined : once(child, "exit");
  signalGroup(child, "SIGKILL"); // its state is thrown away in any case
  await ended;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the group is gone already
  }
}
