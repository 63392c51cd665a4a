import { afterEach, beforeEach, expect, it, jest } from "@jest/globals";
import { createLeases } from "../../../cli/dead-letters/leases.ts";

interface Asked {
  readonly ackIds?: string[] | null;
  readonly ackDeadlineSeconds?: number | null;
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function open(behaviour: () => Promise<void> = () => Promise.resolve()) {
  const extended: Asked[] = [];
  const acknowledged: Asked[] = [];
  const keep = (list: Asked[]) => async (asked: Asked) => {
    list.push(asked);
    await behaviour();
  };
  const client = {
    modifyAckDeadline: keep(extended),
    acknowledge: keep(acknowledged),
  } as unknown as Parameters<typeof createLeases>[0];
  const leases = createLeases(client, "projects/p/subscriptions/s");
  return { leases, extended, acknowledged };
}

it("holds letters longer than the subscription's deadline, as long as it lives", async () => {
  const { leases, extended } = open();
  leases.acquire("1", "ack-1");
  // Each time before the 10 s are over that a subscription gives at least.
  for (let times = 1; times <= 3; times++) {
    await jest.advanceTimersByTimeAsync(9_000);
    expect(extended.length).toBeGreaterThanOrEqual(times);
  }
  expect(extended.at(-1)).toMatchObject({
    ackIds: ["ack-1"],
    ackDeadlineSeconds: 20,
  });
});

it("gives back all that is not acknowledged, and holds nothing from then on", async () => {
  const { leases, extended } = open();
  leases.acquire("1", "ack-1");
  leases.acquire("2", "ack-2");
  await leases.acknowledge("1");
  await leases.release();
  const given = [{ ackIds: ["ack-2"], ackDeadlineSeconds: 0 }];
  expect(extended).toMatchObject(given);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(extended).toHaveLength(1);
});

it("knows a letter again that comes a second time, by the newest id for it", async () => {
  const { leases, acknowledged } = open();
  expect(leases.acquire("1", "ack-1")).toBe(true);
  expect(leases.acquire("1", "ack-1-again")).toBe(false);
  await leases.acknowledge("1");
  await leases.acknowledge("1"); // nothing left to do
  expect(acknowledged).toMatchObject([{ ackIds: ["ack-1-again"] }]);
});

it("asks for no more than Pub/Sub takes at once", async () => {
  const { leases, extended } = open();
  for (let id = 0; id < 2001; id++) leases.acquire(String(id), `ack-${id}`);
  await leases.release();
  expect(extended.map(({ ackIds }) => ackIds?.length)).toEqual([1000, 1000, 1]);
});

it("does not mind if Pub/Sub is away: letters come again by themselves", async () => {
  const { leases } = open(() => Promise.reject(new Error("away")));
  leases.acquire("1", "ack-1");
  await jest.advanceTimersByTimeAsync(9_000);
  await expect(leases.release()).resolves.toBeUndefined();
  await expect(leases.acknowledge("1")).rejects.toThrow("away");
});
