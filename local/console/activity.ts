import { type Edge, type EdgeCount, type Traffic } from "./edges.ts";

/** Counts what passes through the local stack, from its start on. */
export interface Activity {
  count(edge: Edge, outcome?: "passed" | "failed"): void;
  total(): Traffic;
}

export function createActivity(onCount: () => void): Activity {
  const total: Partial<Record<Edge, EdgeCount>> = {};
  return {
    count(edge, outcome = "passed") {
      const { count, failed } = total[edge] ?? { count: 0, failed: 0 };
      total[edge] = {
        count: count + 1,
        failed: failed + (outcome === "failed" ? 1 : 0),
      };
      onCount();
    },
    total: () => ({ ...total }),
  };
}
