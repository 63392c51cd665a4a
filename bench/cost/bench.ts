import type { Bench, Outcome, Setting } from "../bench.ts";
import { firstAnswer } from "../first-answer.ts";
import { startFunction, type Deployable } from "../function-process.ts";
import { interleave, valuesOf } from "../interleave.ts";
import { postAll } from "../post-all.ts";
import {
  agentReadPush,
  receiptPush,
  webhookPost,
  type Post,
} from "../requests.ts";
import { startPublishStandIn } from "../start-publish-stand-in.ts";
import { spreadOf } from "../statistics.ts";
import { OURS, senders, stores, webhooks } from "../subjects.ts";
import { startPlatform } from "./start-platform.ts";
import { costTable } from "./table.ts";

const AT_ONCE = 16;
const SUBJECTS = 4;

const roundsOf = (isQuick: boolean) => (isQuick ? 1 : 7);
const warmUpOf = (isQuick: boolean) => (isQuick ? 300 : 1000); // requests
const requestsOf = (isQuick: boolean) => (isQuick ? 500 : 1500);

export const costBench: Bench = {
  name: "cpu",
  title: "CPU of each function, for its cost",
  document: "docs/cost.md",
  needsEmulators: true,
  steps: (isQuick) => SUBJECTS * roundsOf(isQuick),
  async run(setting) {
    if (!setting.emulators) throw new Error("The bench has no emulators.");
    const { pubsubHost, firestoreHost } = setting.emulators;
    const servers = {
      PUBSUB_EMULATOR_HOST: pubsubHost,
      FIRESTORE_EMULATOR_HOST: firestoreHost,
    };
    const standIn = await startPublishStandIn();
    const platform = await startPlatform();
    const webhook = webhooks({ PUBSUB_EMULATOR_HOST: standIn.host }).ours;
    const store = ours(stores(servers));
    const sender = ours(
      senders({ ...servers, ...platform.variables }, platform.url),
    );
    try {
      return await measureAll(setting, [
        {
          name: "receiveWebhook",
          eventsARequest: 1,
          deployable: webhook,
          post: () => webhookPost(1),
        },
        {
          name: "receiveWebhook, ten a payload",
          eventsARequest: 10,
          deployable: webhook,
          post: () => webhookPost(10),
        },
        {
          name: "storeReceipt",
          eventsARequest: 1,
          deployable: store,
          post: receiptPush,
        },
        {
          name: "sendReadReceipt, agent reads",
          eventsARequest: 1,
          deployable: sender,
          post: agentReadPush,
        },
      ]);
    } finally {
      await standIn.end();
      await platform.close();
    }
  },
};

interface Case {
  readonly name: string;
  readonly eventsARequest: number;
  readonly deployable: Deployable;
  readonly post: () => Post;
}

async function measureAll(
  setting: Setting,
  cases: readonly Case[],
): Promise<Outcome> {
  const rounds = roundsOf(setting.isQuick);
  const requests = requestsOf(setting.isQuick);
  const subjects = await Promise.all(
    cases.map(async ({ name, deployable, post }) => {
      const running = await startFunction(setting.folder, deployable);
      const load = (count: number) =>
        postAll(running.url, Array.from({ length: count }, post), AT_ONCE);
      return {
        name,
        async warmUp() {
          await firstAnswer(running, post());
          await load(warmUpOf(setting.isQuick));
        },
        async measure() {
          const before = running.cpuTime();
          await load(requests);
          return { cpu: (running.cpuTime() - before) / requests };
        },
        end: () => running.end(),
      };
    }),
  );
  try {
    for (const subject of subjects) await subject.warmUp();
    const samples = await interleave(subjects, rounds, () => setting.step());
    const measured = cases.map(({ name, eventsARequest }) => {
      const cpu = spreadOf(valuesOf(samples, name, "cpu"));
      return { name, eventsARequest, cpu };
    });
    return { table: costTable(measured), ratios: {} };
  } finally {
    await Promise.all(subjects.map((subject) => subject.end()));
  }
}

function ours(deployables: readonly Deployable[]): Deployable {
  const found = deployables.find(({ name }) => name === OURS);
  if (!found) throw new Error("There is none of ours.");
  return found;
}
