import { spawn } from "node:child_process";
import { once } from "node:events";
import { endsWithThisProcess } from "../ends-with.ts";

export interface FakePubSub {
  /** For PUBSUB_EMULATOR_HOST. */
  readonly host: string;
  end(): Promise<void>;
}

/** Starts the fake Pub/Sub in a process of its own. */
export async function startFakePubSub(): Promise<FakePubSub> {
  const child = spawn(process.execPath, ["bench/pubsub/fake-server.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const release = endsWithThisProcess(child);
  const ended = once(child, "exit").then(release);
  child.stdout.setEncoding("utf8");
  const [port] = (await once(child.stdout, "data")) as [string];
  return {
    host: `127.0.0.1:${port.trim()}`,
    async end() {
      child.kill();
      await ended;
    },
  };
}
