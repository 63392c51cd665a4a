import { expect, it } from "@jest/globals";
import { measureLag } from "../../bench/end-to-end/measure-lag.ts";
import type { System } from "../../bench/end-to-end/system.ts";

const PACE = { rate: 1000, receiptsAPayload: 5 };

function createSystem(status: number) {
  const posted: string[][] = [];
  const looked = new Map<string, number>();
  const system: System = {
    name: "a system",
    postOf(messages) {
      posted.push([...messages]);
      return { path: "/", headers: {}, body: "" };
    },
    send: () => Promise.resolve(status),
    isReadable(message) {
      const looks = (looked.get(message) ?? 0) + 1;
      looked.set(message, looks);
      return Promise.resolve(looks === 3);
    },
    end: () => Promise.resolve(),
  };
  return { system, posted, looked };
}

it("posts new messages at the rate, and looks for some until they are there", async () => {
  const { system, posted, looked } = createSystem(200);
  const lag = await measureLag(system, PACE, 0.1);
  expect(posted.map(({ length }) => length)).toEqual(Array(20).fill(5));
  expect(new Set(posted.flat()).size).toBe(100);
  expect(lag.probes).toBe(2);
  expect([...looked.values()]).toEqual([3, 3]);
  expect(lag.p99).toBeGreaterThanOrEqual(lag.p50);
});

it("takes no refusal for an answer", async () => {
  const { system } = createSystem(500);
  await expect(measureLag(system, PACE, 0.1)).rejects.toThrow("answered 500");
});
