import type { Table } from "../bench.ts";
import { formatSpread, type Spread } from "../statistics.ts";

/** List prices in dollars: a test looks for them among those of docs/cost.md, which says from when they are. */
export const PRICES = {
  vcpuSecond: 0.000024,
  gibSecond: 0.0000025,
  millionRequests: 0.4,
};
const GIB = 0.5; // of memory, with one vCPU

/** A function's CPU, as measured under load. */
export interface Measured {
  readonly name: string;
  /** Receipts or agent reads in one request. */
  readonly eventsARequest: number;
  /** Milliseconds of CPU a request. */
  readonly cpu: Spread;
}

/** What a million events cost in each function while its instances are always busy: the least that they can. */
export function costTable(measured: readonly Measured[]): Table {
  return {
    headings: [
      "function",
      "events a request",
      "CPU ms a request",
      "vCPU-s a million events",
      "requests",
      "CPU and memory",
      "together",
    ],
    rows: measured.map(({ name, eventsARequest, cpu }) => {
      const { seconds, requests, time } = costOf(cpu.median, eventsARequest);
      return [
        name,
        String(eventsARequest),
        formatSpread(cpu, 2),
        seconds.toFixed(0),
        inDollars(requests),
        inDollars(time),
        inDollars(requests + time),
      ];
    }),
  };
}

/** Of a million events. */
export function costOf(cpuMs: number, eventsARequest: number) {
  const seconds = (cpuMs / 1000 / eventsARequest) * 1_000_000;
  return {
    seconds,
    requests: PRICES.millionRequests / eventsARequest,
    time: seconds * (PRICES.vcpuSecond + GIB * PRICES.gibSecond),
  };
}

const inDollars = (amount: number) => `$${amount.toFixed(3)}`;
