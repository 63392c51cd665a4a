import { formatSeconds } from "../shared/stats/format.ts";

/** Shows on a terminal how far a bench is, and how long it will take. */
export interface Progress {
  step(): void;
  end(): void;
}

/**
 * @param title what is measured
 * @param steps how often `step` will be called
 */
export function showProgress(
  title: string,
  steps: number,
  write: (text: string) => void,
  isTerminal: boolean,
  now: () => number = () => performance.now(),
): Progress {
  const startedAt = now();
  let done = 0;
  const show = () => write(`\r\u001b[K${title}: ${describe()}`);
  const describe = () => {
    if (done === 0) return `0 of ${steps}`;
    const leftMs = ((now() - startedAt) / done) * (steps - done);
    return `${done} of ${steps}, about ${formatSeconds(leftMs / 1000)} left`;
  };
  if (isTerminal) show();
  else write(`${title} …\n`);
  return {
    step() {
      done += 1;
      if (isTerminal) show();
    },
    end() {
      const took = formatSeconds((now() - startedAt) / 1000);
      write(`${isTerminal ? "\r\u001b[K" : ""}${title}: done in ${took}\n`);
    },
  };
}
