import type { Bench, Outcome, Setting } from "../bench.ts";
import { firstAnswer } from "../first-response.ts";
import { startFunction, type Deployable } from "../function-process.ts";
import { interleave, valuesOf, type Samples } from "../interleave.ts";
import { putLoad } from "./load.ts";
import { webhookPost } from "../requests.ts";
import { startFakePubSub } from "../pubsub/start-fake-server.ts";
import { formatSpread, ratios, spreadOf } from "../statistics.ts";
import { empty, EMPTY, webhooks } from "../subjects.ts";

const PAYLOADS = [1, 10, 100];
const SUBJECTS = 5;

const roundsOf = (isQuick: boolean) => (isQuick ? 2 : 7);
const secondsOf = (isQuick: boolean) => (isQuick ? 1 : 4);

/** One for each size of payload. */
export const warmWebhookBenches: readonly Bench[] = PAYLOADS.map(
  (receipts): Bench => ({
    name: `warm-webhook-${receipts}`,
    title: `Warm webhook, ${receipts === 1 ? "1 receipt" : `${receipts} receipts`} a payload`,
    needsEmulators: false,
    steps: (isQuick) => SUBJECTS * roundsOf(isQuick),
    run: (setting) => measureWarm(setting, receipts),
  }),
);

async function measureWarm(
  setting: Setting,
  receipts: number,
): Promise<Outcome> {
  const pubsub = await startFakePubSub();
  const { baseline, ours } = webhooks({ PUBSUB_EMULATOR_HOST: pubsub.host });
  const unsigned = " (no signature check)";
  const deployables: Deployable[] = [
    empty,
    baseline,
    {
      ...baseline,
      name: baseline.name + unsigned,
      environment: { ...baseline.environment, CHECK_SIGNATURE: "false" },
    },
    ours,
    {
      ...ours,
      name: ours.name + unsigned,
      folder: "unsigned-webhook",
      target: "unsignedWebhook",
    },
  ];
  const post = webhookPost(receipts);
  const running = await Promise.all(
    deployables.map((each) => startFunction(setting.folder, each)),
  );
  const duration = secondsOf(setting.isQuick);
  const subjects = running.map((each, at) => ({
    name: deployables[at]?.name ?? "",
    async measure() {
      const cpuBefore = each.cpuTime();
      const load = await putLoad(each.url, post, { duration });
      const cpu = (each.cpuTime() - cpuBefore) / load.requests;
      return { ...load, cpu, memory: each.residentMemory() };
    },
  }));
  try {
    await Promise.all(running.map((each) => firstAnswer(each, post)));
    await interleave(subjects, 1, () => undefined); // compiles what is hot
    const rounds = roundsOf(setting.isQuick);
    return toOutcome(await interleave(subjects, rounds, () => setting.step()));
  } finally {
    await Promise.all(running.map((each) => each.end()));
    await pubsub.end();
  }
}

function toOutcome(samples: Samples): Outcome {
  const found = [...samples.keys()].map((name) => {
    const spread = (quantity: string) =>
      spreadOf(valuesOf(samples, name, quantity));
    const ratio = (quantity: string) => {
      const emptyValues = valuesOf(samples, EMPTY, quantity);
      return spreadOf(ratios(valuesOf(samples, name, quantity), emptyValues));
    };
    return { name, spread, ratio };
  });
  const headings = [
    "function",
    "requests a second, empty = 1",
    "requests a second",
    "CPU ms a request",
    "p50 (ms)",
    "p99 (ms)",
    "memory (MiB)",
  ];
  const rows = found.map(({ name, spread, ratio }) => [
    name,
    formatSpread(ratio("rate"), 2),
    formatSpread(spread("rate"), 0),
    formatSpread(spread("cpu"), 2),
    formatSpread(spread("p50"), 1),
    formatSpread(spread("p99"), 1),
    formatSpread(spread("memory"), 0),
  ]);
  return {
    table: { headings, rows },
    ratios: Object.fromEntries(
      found.map(({ name, ratio }) => [name, ratio("rate")]),
    ),
  };
}
