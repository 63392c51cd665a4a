import { ASSUMED, DOCUMENTED, type Measured } from "./limits.ts";
import { instancesFor } from "./needs.ts";

/** How things stand at the end of a second. Rates are a second. */
export interface Moment {
  readonly second: number;
  readonly offered: number;
  readonly stored: number;
  /** Receipts that wait in Pub/Sub. */
  readonly waiting: number;
  /** Pushes that Pub/Sub keeps under way at most. */
  readonly pushWindow: number;
  readonly storeInstances: number;
  readonly firestoreAllows: number;
}

/**
 * What becomes of receipts that come at some rate, second by second: Pub/Sub takes them all, and what is stored of
 * them is what the push window, the store's instances and Firestore allow.
 * @param offered receipts a second, by the second
 * @param isOver when to stop
 */
export function simulate(
  offered: (second: number) => number,
  { storeCpuMs }: Measured,
  isOver: (moment: Moment) => boolean,
): Moment[] {
  const moments: Moment[] = [];
  let waiting = 0;
  let pushWindow: number = ASSUMED.firstPushWindow;
  const { start, factor, stepSeconds } = DOCUMENTED.firestore;
  let firestoreAllows: number = start;
  let storedInStep = 0;
  for (let second = 0; ; second++) {
    const come = offered(second);
    const lookedAt = moments.at(-ASSUMED.instancesFollowSeconds);
    // Before the autoscaler has looked at anything, there is an instance as soon as there is a request.
    const storeInstances = Math.max(
      1,
      instancesFor(wanted(lookedAt), storeCpuMs),
    );
    const underWay = Math.min(waiting + come, pushWindow);
    const stored = Math.min(
      waiting + come,
      underWay / ASSUMED.pushSeconds,
      (storeInstances * 1000) / storeCpuMs,
      firestoreAllows,
    );
    waiting += come - stored;
    const moment = {
      second,
      offered: come,
      stored,
      waiting,
      pushWindow,
      storeInstances,
      firestoreAllows,
    };
    moments.push(moment);
    if (isOver(moment)) return moments;
    if (second % ASSUMED.windowRoundSeconds === 0) {
      // What is more than instances and Firestore can do makes each push take longer.
      const isSlow = underWay / stored > DOCUMENTED.slowSeconds;
      pushWindow = nextWindow(pushWindow, isSlow);
    }
    storedInStep += stored;
    if ((second + 1) % stepSeconds === 0) {
      // It gets ready for half as much again as it was given, not for what never came.
      const given = storedInStep / stepSeconds;
      firestoreAllows = Math.max(firestoreAllows, factor * given);
      storedInStep = 0;
    }
  }
}

/** What would be stored if there were instances for it. */
function wanted(moment: Moment | undefined): number {
  if (!moment) return 0;
  const pushed = moment.pushWindow / ASSUMED.pushSeconds;
  const there = moment.stored + moment.waiting;
  return Math.min(pushed, moment.firestoreAllows, there);
}

/** Exponential up to 3,000 outstanding messages, then linear; back to that when pushes are slow. */
export function nextWindow(window: number, isSlow: boolean): number {
  const { pushWindow } = DOCUMENTED;
  if (isSlow) return Math.min(window, pushWindow);
  if (window < pushWindow) return Math.min(2 * window, pushWindow);
  return window + ASSUMED.windowStep;
}
