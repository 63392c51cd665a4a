import { setTimeout as sleep } from "node:timers/promises";
import type { FunctionProcess } from "../function-process.ts";
import type { Scenario } from "../scenario.ts";
import type { TestEnvironment } from "../test-environment.ts";

/** Each function killed in the middle of its work: three times, and the third time it is down for a while. */
export const functionFaults: readonly Scenario[] = [
  killed("receiveWebhook", "kill-receive-webhook"),
  killed("storeReceipt", "kill-store-receipt"),
  {
    ...killed("sendReadReceipt", "kill-send-read-receipt"),
    // It may die between the platform's answer and writing it down.
    mayDuplicateReadReceipts: true,
  },
];

function killed(
  target: "receiveWebhook" | "storeReceipt" | "sendReadReceipt",
  name: string,
): Scenario {
  const of = (environment: TestEnvironment): FunctionProcess =>
    environment[target];
  return {
    name,
    fault: `${target} killed three times (SIGKILL), then down, and started again`,
    lastsMs: 5000,
    async inject(environment) {
      for (let time = 1; time < 3; time++) {
        await of(environment).kill();
        await of(environment).start();
        await sleep(1000); // some traffic
      }
      await of(environment).kill();
    },
    recover: (environment) => of(environment).start(),
  };
}
