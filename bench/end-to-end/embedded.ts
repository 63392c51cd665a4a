import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { LOCAL_KEY } from "../../local/default-keys.ts";
import { findFreePort } from "../../local/free-port.ts";
import { MEASURED_CORE } from "../cores.ts";
import { endsWithThisProcess } from "../ends-with.ts";
import { createHttpClient } from "../http-client.ts";
import { webhookPostOf } from "../requests.ts";
import { OURS } from "../subjects.ts";
import type { System } from "./system.ts";

const LOOK_MS = 50; // how long after it was not there yet it is tried again

/** The local stack, all in one process, on the core that is measured. */
export async function startEmbedded(): Promise<System> {
  const port = await findFreePort();
  const child = spawn(
    "taskset",
    [
      ...["-c", MEASURED_CORE, process.execPath],
      ...["local/main.ts", `--port=${port}`],
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const release = endsWithThisProcess(child);
  const ended = once(child, "exit").then(release);
  const url = `http://127.0.0.1:${port}`;
  const client = createHttpClient();
  const isUp = async () => {
    try {
      return (await client.get(`${url}/healthz`)) === 200;
    } catch {
      return false;
    }
  };
  while (!(await isUp())) {
    if (child.exitCode !== null) throw new Error("The local stack has ended.");
    await sleep(LOOK_MS);
  }
  return {
    name: OURS,
    postOf: (messages) => webhookPostOf(messages, LOCAL_KEY),
    send: (post) => client.post(url, post),
    isReadable: async (message) =>
      (await client.get(`${url}/messages/${message}`)) === 200,
    async end() {
      client.close();
      child.kill("SIGKILL");
      await ended;
    },
  };
}
