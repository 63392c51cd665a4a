import { setTimeout as sleep } from "node:timers/promises";

const MOST_UNDER_WAY = 10;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3000; // the platform's is 600 s

/**
 * The platform's queue of one agent: so many requests at once, and after one that failed the whole queue pauses,
 * longer each time (Business Messages, "Receive messages": a failing webhook slows its agent's queue).
 */
export interface AgentQueue {
  /** Repeats the attempt until it succeeds; resolves to false if the queue was stopped before. */
  repeat(attempt: () => Promise<boolean>): Promise<boolean>;
  stop(): void;
}

export function createAgentQueue(): AgentQueue {
  let isStopped = false;
  let underWay = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let pausedUntil = 0;
  const waiting: (() => void)[] = [];

  const takeTurn = async () => {
    if (underWay >= MOST_UNDER_WAY) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else underWay += 1;
    while (Date.now() < pausedUntil && !isStopped) {
      await sleep(pausedUntil - Date.now());
    }
  };
  const giveTurn = () => {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  };
  const learn = (isTaken: boolean, begunAt: number) => {
    if (isTaken) {
      pauseMs = FIRST_PAUSE_MS;
    } else if (begunAt >= pausedUntil) {
      // The first to fail since the last pause.
      pausedUntil = Date.now() + pauseMs * (0.5 + Math.random() / 2);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  };

  return {
    async repeat(attempt) {
      while (!isStopped) {
        await takeTurn();
        const begunAt = Date.now();
        try {
          const isTaken = await attempt();
          learn(isTaken, begunAt);
          if (isTaken) return true;
        } finally {
          giveTurn();
        }
      }
      return false;
    },
    stop() {
      isStopped = true;
      pausedUntil = 0;
    },
  };
}
