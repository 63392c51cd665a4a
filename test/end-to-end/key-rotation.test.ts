import type { RequestListener, Server } from "node:http";
import { expect, it } from "@jest/globals";
import { withDefaultKeys } from "../../local/default-keys.ts";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { createFunctions } from "../../local/functions.ts";
import { startStack } from "../../local/stack.ts";
import { topicsOf } from "../../local/topics.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { CHANNELS } from "../support/channels.ts";
import { eventually } from "../support/eventually.ts";
import { createKeptLog } from "../support/log.ts";
import { ROTATED_KEYS } from "../support/secrets.ts";
import { listen } from "../support/server.ts";
import { deliver, startTraffic } from "../support/traffic.ts";

const { old: OLD, new: NEW } = ROTATED_KEYS;
const REQUESTS = 24; // between two steps

type KeyLists = Record<string, string[]>;

const rotations = (agent: string): [string, KeyLists, KeyLists, KeyLists][] => [
  [
    "the default keys",
    { default: [OLD] },
    { default: [OLD, NEW] },
    { default: [NEW] },
  ],
  [
    "the agent's own keys",
    { default: ["unused"], [agent]: [OLD] },
    { default: ["unused"], [agent]: [OLD, NEW] },
    { default: ["unused"], [agent]: [NEW] },
  ],
  [
    "from the default key to the agent's own",
    { default: [OLD] },
    { default: [OLD], [agent]: [OLD, NEW] },
    { default: [OLD], [agent]: [NEW] },
  ],
];

it.each(
  CHANNELS.flatMap((of) =>
    rotations(of.agent).map(
      ([what, ...lists]) => [of.channel.name, what, of, ...lists] as const,
    ),
  ),
)(
  "no request is refused while keys are rotated, and the old key is in the end: %s, %s",
  async (_, __, { channel, agent }, before, both, after) => {
    const { log, lines } = createKeptLog();
    const backend = createEmbeddedInfrastructure();
    const { bus: publisher, store, projectId } = backend;
    const stack = await startStack({
      port: 0,
      backend,
      environment: {},
      retentionMicros: MICROS_PER_DAY,
      log,
    });
    const [variable] = Object.keys(channel.simulator.webhookVariables(""));
    /** An instance of the webhook, as each new secret version starts one. */
    const revision = (lists: KeyLists): Server =>
      createFunctions({
        environment: withDefaultKeys({ [variable!]: JSON.stringify(lists) }),
        publisher,
        topics: topicsOf(projectId),
        store,
        log,
      }).receiveWebhook;
    const [first, second, third] = [before, both, after].map(revision);
    const front = createFront(first!);
    const listening = await listen(front.listener);
    const url = `${listening.url}/webhook/${channel.name}`;
    const traffic = startTraffic(url, channel, agent, OLD);
    /** While a revision is rolled out, the one before it still takes requests. */
    const rollOut = async (from: Server, to: Server) => {
      for (const taking of [[from, to], [to]]) {
        front.use(...taking);
        await traffic.flow(REQUESTS);
      }
    };
    try {
      await traffic.flow(REQUESTS);
      await rollOut(first!, second!);
      await traffic.signWith(OLD, NEW);
      await traffic.flow(REQUESTS);
      await traffic.signWith(NEW);
      await traffic.flow(REQUESTS);
      await rollOut(second!, third!);
      await traffic.stop();

      const { delivered } = traffic;
      expect(new Set(delivered.map(({ status }) => status))).toEqual(
        new Set([200]),
      );
      for (const key of [OLD, NEW]) {
        const signed = delivered.filter((each) => each.key === key);
        expect(signed.length).toBeGreaterThan(REQUESTS);
      }
      await eventually(async () => {
        for (const { message } of delivered) {
          expect(await store.read(message)).toMatchObject({ rank: 3 });
        }
      });
      expect((await deliver(url, channel, agent, OLD)).status).toBe(401);
      expect((await deliver(url, channel, agent, NEW)).status).toBe(200);
      expect(lines.map(({ message }) => message)).toContain(
        "Request rejected: invalid signature",
      );
    } finally {
      await traffic.stop();
      await listening.close();
      await stack.close();
    }
  },
);

/** What Cloud Run is to revisions: one address, and each request goes to one of those that take requests now. */
function createFront(first: Server) {
  let taking = [first];
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    taking[requests++ % taking.length]?.emit("request", request, response);
  };
  return {
    listener,
    use(...servers: Server[]) {
      taking = servers;
    },
  };
}
