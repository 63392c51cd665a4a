import {
  NeedsOperatorError,
  RetryAfterError,
} from "../../shared/runtime/errors.ts";
import type { Log } from "../../shared/runtime/log.ts";
import type { CoolDown, Fault, Permit } from "./circuit-breaker.ts";
import { PausedError } from "./circuit-open-error.ts";

/** Leave to call a platform once. It is given back at the end of the block: `using`. */
export interface Admission extends Disposable {
  /** Throws what the call throws; PausedError if a pause has begun meanwhile, or another event saw the same first. */
  call<T>(work: () => Promise<T>): Promise<T>;
}

export interface AdmissionOptions {
  readonly channel: string;
  readonly coolDown: CoolDown;
  readonly permit: Permit;
  readonly now: () => number;
  /** The registered name of the function. */
  readonly name: string;
  readonly log: Log;
}

/** Tells a cool-down what became of its permit, and the log when a pause begins or ends with it. */
export function createAdmission(options: AdmissionOptions): Admission {
  const { channel, coolDown, permit, now, name, log } = options;
  const fields = { function: name, channel };

  async function call<T>(work: () => Promise<T>): Promise<T> {
    if (!coolDown.holds(permit, now())) {
      throw new PausedError(channel, undefined);
    }
    let result: T;
    try {
      result = await work();
    } catch (error) {
      const fault = faultOf(error);
      const pauseMs = coolDown.failed(permit, fault, now());
      if (pauseMs !== undefined) {
        const seconds = Math.ceil(pauseMs / 1000);
        log("WARNING", "Calls to the platform pause.", { ...fields, seconds });
      } else if (fault.kind === "STOP") {
        // Many events may see the same: one ERROR a pause is enough.
        throw new PausedError(channel, undefined, error);
      }
      throw error;
    }
    if (coolDown.answered(permit)) {
      log("INFO", "Calls to the platform go on.", fields);
    }
    return result;
  }

  return { call, [Symbol.dispose]: () => coolDown.unused(permit) };
}

function faultOf(error: unknown): Fault {
  if (error instanceof NeedsOperatorError) {
    return { kind: "STOP", retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof RetryAfterError) {
    return { kind: "LATER", retryAfterMs: error.retryAfterMs };
  }
  return { kind: "PASSING" };
}
