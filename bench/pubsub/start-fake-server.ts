import { spawn } from "node:child_process";
import { once } from "node:events";
import { endsWithThisProcess } from "../ends-with.ts";

export interface PublishStandIn {
  /** For PUBSUB_EMULATOR_HOST. */
  readonly host: string;
  end(): Promise<void>;
}

/** Starts the stand-in in a process of its own. */
export async function startPublishStandIn(): Promise<PublishStandIn> {
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
