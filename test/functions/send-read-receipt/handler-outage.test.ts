import { expect, it } from "@jest/globals";
import {
  platformAt,
  serveSimulator,
} from "../../shared/channels/google/serve-platform.ts";
import { googleChannel } from "../../shared/channels/google/channels.ts";
import { createManualClock } from "./manual-clock.ts";
import {
  INITIAL_OPEN_MS,
  serveSendReadReceipt,
} from "./serve-send-read-receipt.ts";

const of = googleChannel("business-messages"); // whose 503 asks to stop
const FOREVER = 1_000_000;
const EVENTS = Array.from({ length: 40 }, (_, index) => ({
  message: `conversations/c/messages/${index}`,
}));
const SECOND = 1000;

/** The function over HTTP, and a platform behind it that fails as told. */
async function serveOutage(failure: object) {
  const clock = createManualClock();
  const simulator = await serveSimulator(of);
  const platform = platformAt(of, simulator.url);
  const tested = await serveSendReadReceipt({ platform, clock });
  await simulator.fail({ ...failure, count: FOREVER });
  return {
    ...tested,
    clock,
    requests: async () => (await simulator.requests()).length,
    /** Delivers every event, all at the same time. */
    deliverAll: () =>
      Promise.all(
        EVENTS.map((event, index) => tested.push(event, `id ${index}`)),
      ),
    recover: () => simulator.fail({ status: 500, count: 0 }),
    errors: () => tested.lines.filter(({ severity }) => severity === "ERROR"),
    async [Symbol.asyncDispose]() {
      await tested[Symbol.asyncDispose]();
      await simulator[Symbol.asyncDispose]();
    },
  };
}

const all = (status: number) => EVENTS.map(() => status);

it.each([
  ["an outage", { status: 503 }],
  ["a wrong credential", { status: 401 }],
])(
  "keeps a backlog from a platform that wants no calls, and brings it there afterwards: %s",
  async (_, failure) => {
    await using outage = await serveOutage(failure);
    const [first] = EVENTS;
    expect(await outage.push(first, "id 0")).toBe(500);
    expect(await outage.deliverAll()).toEqual(all(500));
    expect(await outage.deliverAll()).toEqual(all(500));
    expect(await outage.requests()).toBe(1);
    expect(outage.errors()).toHaveLength(1);

    for (const [probes, pauseMs] of [
      [1, INITIAL_OPEN_MS],
      [2, 2 * INITIAL_OPEN_MS],
      [3, 4 * INITIAL_OPEN_MS],
    ] as const) {
      outage.clock.advance(pauseMs - 1);
      expect(await outage.deliverAll()).toEqual(all(500));
      expect(await outage.requests()).toBe(probes);
      outage.clock.advance(1);
      expect(await outage.deliverAll()).toEqual(all(500));
      expect(await outage.requests()).toBe(probes + 1);
      expect(outage.errors()).toHaveLength(probes + 1);
    }
    expect(outage.letters()).toEqual([]);

    await outage.recover();
    outage.clock.advance(8 * INITIAL_OPEN_MS);
    expect(await outage.push(first, "id 0")).toBe(204);
    expect(await outage.deliverAll()).toEqual(all(204));
    expect(await outage.requests()).toBe(4 + EVENTS.length);
    expect(outage.letters()).toEqual([]);
    for (const { message } of EVENTS) {
      const document = await outage.store.read(message);
      expect(document?.agentRead).toMatchObject({ status: "SENT" });
    }
  },
);

it("honours a Retry-After that is longer than a delivery, for all events", async () => {
  await using outage = await serveOutage({ status: 429, retryAfter: 300 });
  const [first] = EVENTS;
  expect(await outage.push(first, "id 0")).toBe(500);
  await outage.recover();
  outage.clock.advance(299 * SECOND); // what passed meanwhile on the real clock is not counted
  expect(await outage.deliverAll()).toEqual(all(500));
  expect(await outage.requests()).toBe(1);
  expect(outage.errors()).toEqual([]);

  outage.clock.advance(1 * SECOND);
  expect(await outage.push(first, "id 0")).toBe(204);
  expect(await outage.deliverAll()).toEqual(all(204));
  expect(await outage.requests()).toBe(1 + EVENTS.length);
  expect(outage.letters()).toEqual([]);
});
