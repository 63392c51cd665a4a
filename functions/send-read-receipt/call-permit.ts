import {
  NeedsOperatorError,
  RetryAfterError,
} from "../../shared/runtime/errors.ts";
import type { Log } from "../../shared/runtime/log.ts";
import type { CircuitBreaker, Fault, Permit } from "./circuit-breaker.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";

/** Leave to call a platform once. It is given back at the end of the block: `using`. */
export interface CallPermit extends Disposable {
  /** Throws what the call throws; PausedError if a pause has begun meanwhile, or another event saw the same first. */
  call<T>(work: () => Promise<T>): Promise<T>;
}

export interface CallPermitOptions {
  readonly channel: string;
  readonly circuitBreaker: CircuitBreaker;
  readonly permit: Permit;
  readonly now: () => number;
  /** The registered name of the function. */
  readonly functionName: string;
  readonly log: Log;
}

/** Tells a cool-down what became of its permit, and the log when a pause begins or ends with it. */
export function createCallPermit(options: CallPermitOptions): CallPermit {
  const { channel, circuitBreaker, permit, now, functionName, log } = options;
  const fields = { function: functionName, channel };

  async function call<T>(work: () => Promise<T>): Promise<T> {
    if (!circuitBreaker.isValid(permit, now())) {
      throw new CircuitOpenError(channel, undefined);
    }
    let result: T;
    try {
      result = await work();
    } catch (error) {
      const fault = toFault(error);
      const pauseMs = circuitBreaker.recordFailure(permit, fault, now());
      if (pauseMs !== undefined) {
        const seconds = Math.ceil(pauseMs / 1000);
        log("WARNING", "Circuit breaker opened", { ...fields, seconds });
      } else if (fault.kind === "STOP") {
        // Many events may see the same: one ERROR a pause is enough.
        throw new CircuitOpenError(channel, undefined, error);
      }
      throw error;
    }
    if (circuitBreaker.recordSuccess(permit)) {
      log("INFO", "Circuit breaker closed", fields);
    }
    return result;
  }

  return { call, [Symbol.dispose]: () => circuitBreaker.release(permit) };
}

function toFault(error: unknown): Fault {
  if (error instanceof NeedsOperatorError) {
    return { kind: "STOP", retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof RetryAfterError) {
    return { kind: "LATER", retryAfterMs: error.retryAfterMs };
  }
  return { kind: "PASSING" };
}
