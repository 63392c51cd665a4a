import { readFileSync } from "node:fs";
import type { FunctionProcess } from "./function-process.ts";

const PAUSE_MS = 2000;
const MIB = 1024;
const FEWEST_SAMPLES = 45; // a minute and a half: less shows only the warm-up
const SLACK_MIB = 24; // what the collector of garbage leaves lying about, more or less

/** The resident memory of one process, in MiB. */
export interface Memory {
  readonly name: string;
  readonly minutes: number;
  readonly start: number;
  readonly peak: number;
  readonly end: number;
  /** Undefined if it did not run long enough to say. */
  readonly isFlat: boolean | undefined;
}

/** Watches the functions' processes; of each function the one that ran longest is reported. */
export function watchMemory(functions: readonly FunctionProcess[]) {
  const samples = new Map(
    functions.map(({ name }) => [name, [[]] as number[][]]),
  );
  const pids = new Map<string, number>();
  const timer = setInterval(() => {
    for (const each of functions) {
      const pid = each.pid();
      const rss = pid === undefined ? undefined : residentMiB(pid);
      const series = samples.get(each.name);
      if (pid === undefined || rss === undefined || !series) continue;
      if (pids.get(each.name) !== pid) series.push([]);
      pids.set(each.name, pid);
      series.at(-1)?.push(rss);
    }
  }, PAUSE_MS);
  return {
    stop(): Memory[] {
      clearInterval(timer);
      return [...samples].map(([name, series]) => {
        const longest = series.reduce((a, b) => (b.length > a.length ? b : a));
        return summarise(name, longest);
      });
    },
  };
}

/** Flat: in the last third not more than in the middle one, but for some slack. */
export function summarise(name: string, series: readonly number[]): Memory {
  const third = Math.floor(series.length / 3);
  const middle = median(series.slice(third, 2 * third));
  const last = median(series.slice(-third));
  return {
    name,
    minutes: (series.length * PAUSE_MS) / 60_000,
    start: series[0] ?? 0,
    peak: Math.max(0, ...series),
    end: series.at(-1) ?? 0,
    isFlat:
      series.length < FEWEST_SAMPLES
        ? undefined
        : last <= middle * 1.1 + SLACK_MIB,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Undefined where there is no /proc. */
function residentMiB(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
    return kib === undefined ? undefined : Math.round(Number(kib) / MIB);
  } catch {
    return undefined;
  }
}
