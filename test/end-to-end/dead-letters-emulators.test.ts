import { expect } from "@jest/globals";
import type { PlatformRequest } from "../../local/platform/simulator.ts";
import { testDeadLetters } from "../contracts/dead-letters.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import { createLetterSubscription } from "../support/dead-letter-subscription.ts";
import { createSlowProxy } from "../support/slow-proxy.ts";
import { createStallingProxy } from "../support/stalling-proxy.ts";

describeOnEmulators("the local stack's letters on Google's emulators", () => {
  testDeadLetters("emulators", ({ url }) =>
    Promise.resolve({
      options: ["--url", url],
      async midway() {
        const proxy = await createStallingProxy(url, 30);
        return {
          options: ["--url", proxy.url],
          reached: () => proxy.stalled,
          close: () => proxy.close(),
        };
      },
    }),
  );
});

describeOnEmulators("Pub/Sub's own, as in production", () => {
  testDeadLetters("emulators", async (stack) => {
    await createLetterSubscription(stack.projectId);
    const options = ["--project", stack.projectId, "--idle-timeout", "1s"];
    const calls = async () => {
      const { body } = await stack.get<PlatformRequest[]>("/platform/requests");
      return body.length;
    };
    return {
      options,
      async midway() {
        const before = await calls();
        // So slow that there is time to see the first ones arrive.
        const host = String(process.env.PUBSUB_EMULATOR_HOST);
        const proxy = await createSlowProxy(host, 200);
        return {
          options,
          environment: { PUBSUB_EMULATOR_HOST: proxy.host },
          async reached() {
            await eventually(async () => {
              expect(await calls()).toBeGreaterThan(before);
            });
          },
          close: () => proxy.close(),
        };
      },
    };
  });
});
