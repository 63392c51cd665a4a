import type { Bench, Outcome } from "../bench.ts";
import { firstAnswer } from "../first-response.ts";
import { startFunction } from "../function-process.ts";
import { interleave, valuesOf, type Samples } from "../interleave.ts";
import { putLoad } from "./load.ts";
import { webhookPost } from "../requests.ts";
import { startFakePubSub } from "../pubsub/start-fake-server.ts";
import { formatSpread, ratios, spreadOf } from "../statistics.ts";
import { empty, EMPTY, webhooks } from "../subjects.ts";

const PARTS = 10;
const SUBJECTS = 3;

const requestsOf = (isQuick: boolean) => (isQuick ? 10_000 : 100_000);

export const memoryBench: Bench = {
  name: "memory",
  title: "Memory of the webhook",
  needsEmulators: false,
  steps: () => SUBJECTS * PARTS,
  async run(setting) {
    const pubsub = await startFakePubSub();
    const { baseline, ours } = webhooks({ PUBSUB_EMULATOR_HOST: pubsub.host });
    const deployables = [empty, baseline, ours];
    const post = webhookPost(1);
    const running = await Promise.all(
      deployables.map((each) => startFunction(setting.folder, each)),
    );
    const amount = requestsOf(setting.isQuick) / PARTS;
    const subjects = running.map((each) => ({
      name: each.name,
      async measure() {
        await putLoad(each.url, post, { amount });
        return { memory: each.residentMemory() };
      },
    }));
    try {
      await Promise.all(running.map((each) => firstAnswer(each, post)));
      const step = () => setting.step();
      return toOutcome(await interleave(subjects, PARTS, step), amount);
    } finally {
      await Promise.all(running.map((each) => each.end()));
      await pubsub.end();
    }
  },
};

function toOutcome(samples: Samples, amount: number): Outcome {
  const emptyValues = valuesOf(samples, EMPTY, "memory");
  const found = [...samples.keys()].map((name) => {
    const values = valuesOf(samples, name, "memory");
    return { name, values, ratio: spreadOf(ratios(values, emptyValues)) };
  });
  const after = (part: number) =>
    `after ${(part * amount).toLocaleString("en-US")} requests`;
  const parts = [1, PARTS / 2, PARTS];
  return {
    table: {
      headings: [
        "function",
        "memory, empty = 1",
        ...parts.map((part) => `MiB ${after(part)}`),
      ],
      rows: found.map(({ name, values, ratio }) => [
        name,
        formatSpread(ratio, 2),
        ...parts.map((part) => (values[part - 1] ?? NaN).toFixed(0)),
      ]),
    },
    ratios: Object.fromEntries(found.map(({ name, ratio }) => [name, ratio])),
  };
}
