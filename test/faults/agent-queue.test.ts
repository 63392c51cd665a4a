import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "@jest/globals";
import { createAgentQueue } from "./agent-queue.ts";

it("repeats an attempt until it succeeds", async () => {
  const queue = createAgentQueue();
  const answers = [false, false, true];
  const repeated = queue.repeat(() => Promise.resolve(answers.shift()!));
  expect(await repeated).toBe(true);
  expect(answers).toEqual([]);
});

it("has ten attempts under way at once, and the next when one is over", async () => {
  const queue = createAgentQueue();
  const finish: (() => void)[] = [];
  const attempt = () =>
    new Promise<boolean>((resolve) => finish.push(() => resolve(true)));
  const all = Array.from({ length: 12 }, () => queue.repeat(attempt));
  await turn();
  expect(finish).toHaveLength(10);
  finish[0]?.();
  await all[0];
  await turn();
  expect(finish).toHaveLength(11);
  finish[1]?.();
  await all[1];
  await turn();
  for (const each of finish) each();
  expect(await Promise.all(all)).toEqual(Array(12).fill(true));
});

it("gives up when it is stopped", async () => {
  const queue = createAgentQueue();
  const repeated = queue.repeat(() => {
    queue.stop();
    return Promise.resolve(false);
  });
  expect(await repeated).toBe(false);
});
