import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import {
  startEmulator,
  type Emulator,
} from "../../local/emulators/emulator.ts";
import { describeOnEmulators } from "../support/emulators.ts";
import { eventually } from "../support/eventually.ts";
import {
  receipts,
  startStackUnderTest,
  type StackUnderTest,
} from "../support/stack.ts";

const PAYLOADS = 40;
const RECEIPTS = 5;
const PAUSE_MS = 100; // the sender's, between two tries

describeOnEmulators("Pub/Sub stops in the middle of traffic", () => {
  let pubsub: Emulator;
  let stack: StackUnderTest;
  beforeAll(async () => {
    // One of its own: the other tests' must not stop.
    pubsub = await startEmulator(
      "beta emulators pubsub start --project=outage",
    );
    process.env.PUBSUB_EMULATOR_HOST = pubsub.host;
    stack = await startStackUnderTest("emulators");
  });
  afterAll(async () => {
    pubsub.signal("SIGCONT");
    await stack.close();
    await pubsub.stop();
  });

  it("answers 503 meanwhile, and stores every receipt once the sender's retries succeed", async () => {
    const conversation = `conversations/${randomUUID()}`;
    const messagesOf = (payload: number) =>
      Array.from(
        { length: RECEIPTS },
        (_, index) => `${conversation}/messages/${payload}-${index}`,
      );
    const answers: number[] = [];
    const sendUntilTaken = async (payload: unknown) => {
      for (;;) {
        const status = await stack.deliver(payload);
        answers.push(status);
        if (status === 200) return;
        await sleep(PAUSE_MS);
      }
    };
    const count = (status: number) =>
      answers.filter((answer) => answer === status).length;

    const sent: Promise<void>[] = [];
    for (let payload = 0; payload < PAYLOADS; payload++) {
      if (payload === PAYLOADS / 4) {
        await eventually(() => expect(count(200)).toBeGreaterThan(0));
        pubsub.signal("SIGSTOP");
      }
      const type = payload % 2 === 0 ? "READ" : "DELIVERED";
      sent.push(sendUntilTaken(receipts(type, messagesOf(payload))));
    }
    await eventually(() => expect(count(503)).toBeGreaterThan(10));
    pubsub.signal("SIGCONT");
    await Promise.all(sent);

    expect(new Set(answers)).toEqual(new Set([200, 503]));
    await eventually(async () => {
      for (let payload = 0; payload < PAYLOADS; payload++) {
        const status = payload % 2 === 0 ? "READ" : "DELIVERED";
        for (const message of messagesOf(payload)) {
          expect(await stack.state(message)).toMatchObject({ status });
        }
      }
    });
    expect((await stack.get<unknown[]>("/dead-letters")).body).toEqual([]);
  });
});
