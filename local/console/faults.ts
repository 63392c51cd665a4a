import * as z from "zod";
import type { PubSub } from "../pubsub.ts";
import type { Failure } from "../platform/simulator.ts";

const FOREVER = 1_000_000_000;

/** What the platform's API is made to do, by the name of the fault. */
const PLATFORM_FAULTS: Record<
  NonNullable<Switch["platform"]>,
  Partial<Failure>
> = {
  up: { count: 0 },
  "500": { status: 500, count: FOREVER },
  "503": { status: 503, count: FOREVER },
  "400": { status: 400, count: FOREVER },
  hang: { hang: true, count: FOREVER },
};

/** What is to be switched. */
export const Switch = z.strictObject({
  platform: z.enum(["up", "500", "503", "400", "hang"]).optional(),
  bus: z.enum(["running", "stopped"]).optional(),
});
export type Switch = z.infer<typeof Switch>;

export interface Faults {
  /** `up`, or what its API answers instead: also what others than the console made it do. */
  readonly platform: string;
  /** Null where it cannot be stopped. */
  readonly bus: "running" | "stopped" | null;
}

/**
 * Switches faults on and off.
 * @param url where the platform simulator is
 */
export function createFaults(url: string, bus: PubSub, onChange: () => void) {
  let failure: Failure | undefined;
  let isStopped = false;
  return {
    current: (): Faults => ({
      platform: nameOf(failure),
      bus: bus.setPushing ? (isStopped ? "stopped" : "running") : null,
    }),
    /** Returns whether all of it could be switched. */
    async switch({ platform, bus: wanted }: Switch): Promise<boolean> {
      if (wanted !== undefined) {
        if (!bus.setPushing) return false;
        isStopped = wanted === "stopped";
        bus.setPushing(!isStopped);
        onChange();
      }
      if (platform !== undefined) {
        const body = JSON.stringify(PLATFORM_FAULTS[platform]);
        await fetch(`${url}/failures`, { method: "POST", body });
      }
      return true;
    },
    platformFails(current: Failure | undefined): void {
      failure = current;
      onChange();
    },
  };
}

function nameOf(failure: Failure | undefined): string {
  if (!failure) return "up";
  const { status, hang, reset } = failure;
  if (status !== undefined) return String(status);
  return hang ? "hang" : reset ? "reset" : "malformedResponse";
}
