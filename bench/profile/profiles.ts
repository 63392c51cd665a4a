import * as z from "zod";

const CallFrame = z.object({
  functionName: z.string(),
  url: z.string(),
  lineNumber: z.number(),
  columnNumber: z.number(),
});

const CpuProfile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: CallFrame })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

const HeapNode = z.object({
  callFrame: CallFrame,
  selfSize: z.number(),
  get children() {
    return z.array(HeapNode);
  },
});
type HeapNode = z.infer<typeof HeapNode>;

/** Where code is. Lines and columns count from 0. */
export type CallFrame = z.infer<typeof CallFrame>;

/** What a function took by itself, without what it called. */
export interface Cost {
  readonly frame: CallFrame;
  readonly amount: number;
}

/** V8's own entries for a process that has nothing to do. */
const IDLE = ["(idle)", "(program)"];

/** Microseconds of each function, from `Profiler.stop` (Chrome DevTools Protocol). */
export function cpuCosts(result: unknown): Cost[] {
  const { profile } = z.object({ profile: CpuProfile }).parse(result);
  const amounts = new Map<number, number>();
  for (const [at, node] of profile.samples.entries()) {
    const micros = profile.timeDeltas[at] ?? 0;
    amounts.set(node, (amounts.get(node) ?? 0) + micros);
  }
  return profile.nodes
    .filter(({ callFrame }) => !IDLE.includes(callFrame.functionName))
    .map(({ id, callFrame }) => ({
      frame: callFrame,
      amount: amounts.get(id) ?? 0,
    }));
}

/** Bytes that each function allocated, from `HeapProfiler.stopSampling`. */
export function heapCosts(result: unknown): Cost[] {
  const { profile } = z
    .object({ profile: z.object({ head: HeapNode }) })
    .parse(result);
  const flatten = ({ callFrame, selfSize, children }: HeapNode): Cost[] => [
    { frame: callFrame, amount: selfSize },
    ...children.flatMap(flatten),
  ];
  return flatten(profile.head);
}

/**
 * The shares of all costs, by a name for each place, the largest first.
 * @param nameOf the places that get the same name are one
 */
export function shares(
  costs: readonly Cost[],
  nameOf: (frame: CallFrame) => string,
): { name: string; share: number }[] {
  const sums = new Map<string, number>();
  for (const { frame, amount } of costs) {
    const name = nameOf(frame);
    sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  const total = costs.reduce((sum, { amount }) => sum + amount, 0);
  return [...sums]
    .map(([name, amount]) => ({ name, share: total && amount / total }))
    .toSorted((one, other) => other.share - one.share);
}
