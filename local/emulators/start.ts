import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const START_TIMEOUT_MS = 60_000;
const GIVEN_TIMEOUT_MS = 5000;
const HOW_TO =
  "Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install) and Java 11 or newer, then run: " +
  "gcloud components install beta pubsub-emulator cloud-firestore-emulator. " +
  "Or set PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST to emulators that run already.";

/** Google's emulators are not to be had; the message says how to get them. */
export class EmulatorsError extends Error {
  override readonly name = "EmulatorsError";
}

export interface Emulators {
  readonly pubsubHost: string;
  readonly firestoreHost: string;
  /** Ends those that were started here. */
  stop(): Promise<void>;
}

/**
 * Starts Google's Pub/Sub and Firestore emulators on free ports, and sets PUBSUB_EMULATOR_HOST and
 * FIRESTORE_EMULATOR_HOST, which the client libraries obey. Where they are set already, those are used.
 */
export async function startEmulators(projectId: string): Promise<Emulators> {
  // Without it, the client libraries look for Google Cloud's metadata server first, for seconds.
  process.env.METADATA_SERVER_DETECTION ??= "none";
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(stops.map((stopOne) => stopOne()));
  };
  const provide = async (variable: string, command: string[]) => {
    const given = process.env[variable];
    if (given) {
      const signal = AbortSignal.timeout(GIVEN_TIMEOUT_MS);
      if (await becomesReady(given, signal)) return given;
      throw new EmulatorsError(
        `${variable} is ${given}, but no emulator answers there.`,
      );
    }
    const host = `127.0.0.1:${await findFreePort()}`;
    stops.push(await startEmulator(command, host));
    process.env[variable] = host;
    stops.push(() => {
      delete process.env[variable];
      return Promise.resolve();
    });
    return host;
  };
  const started = await Promise.allSettled([
    provide("PUBSUB_EMULATOR_HOST", [
      ..."beta emulators pubsub start".split(" "),
      `--project=${projectId}`,
    ]),
    provide("FIRESTORE_EMULATOR_HOST", "emulators firestore start".split(" ")),
  ]);
  const [pubsub, firestore] = started;
  if (pubsub.status === "rejected" || firestore.status === "rejected") {
    await stop();
    throw started.find((result) => result.status === "rejected")?.reason;
  }
  return { pubsubHost: pubsub.value, firestoreHost: firestore.value, stop };
}

async function startEmulator(
  command: string[],
  host: string,
): Promise<() => Promise<void>> {
  // A process group of its own: gcloud starts a shell, which starts Java.
  const child = spawn("gcloud", [...command, `--host-port=${host}`], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const endAtExit = () => killGroup(child);
  process.once("exit", endAtExit);
  const stop = async () => {
    process.off("exit", endAtExit);
    await endGroup(child);
  };
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-2000);
  });
  const ended = new AbortController();
  const name = `gcloud ${command.join(" ")}`;
  let complaint = `${name} was not ready within ${START_TIMEOUT_MS / 1000} s.`;
  child.once("error", () => {
    complaint = `The command gcloud was not found. ${HOW_TO}`;
    ended.abort();
  });
  child.once("exit", () => {
    complaint = `${name} ended early. ${HOW_TO} It said: ${output.trim()}`;
    ended.abort();
  });
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS);
  if (await becomesReady(host, AbortSignal.any([ended.signal, timeout]))) {
    return stop;
  }
  await stop();
  throw new EmulatorsError(complaint);
}

async function endGroup(child: ChildProcess): Promise<void> {
  const hasEnded =
    child.pid === undefined ||
    child.exitCode !== null ||
    child.signalCode !== null;
  const ended = hasEnded ? undefined : once(child, "exit");
  killGroup(child);
  await ended;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL"); // their state is thrown away in any case
  } catch {
    // the group is gone already
  }
}

async function becomesReady(
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

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
