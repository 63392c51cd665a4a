import { fork } from "node:child_process";
import { once } from "node:events";
import { MEASURED_CORE } from "../cores.ts";
import { endsWithThisProcess } from "../ends-with.ts";
import type { Stored, Task } from "./task.ts";

export interface StoreWorker {
  store(task: Task): Promise<Stored>;
  end(): Promise<void>;
}

/** Starts what stores receipts on the core that is measured. It obeys FIRESTORE_EMULATOR_HOST. */
export async function startStoreWorker(): Promise<StoreWorker> {
  const child = fork("bench/store/worker.ts", {
    execPath: "taskset",
    execArgv: ["-c", MEASURED_CORE, process.execPath],
  });
  const release = endsWithThisProcess(child);
  const ended = once(child, "exit").then(release);
  const answer = async () => {
    const early = ended.then(() => {
      throw new Error("The process that stores receipts has ended.");
    });
    const [message] = (await Promise.race([once(child, "message"), early])) as [
      Stored,
    ];
    return message;
  };
  await answer(); // it is ready
  return {
    store(task) {
      child.send(task);
      return answer();
    },
    async end() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
