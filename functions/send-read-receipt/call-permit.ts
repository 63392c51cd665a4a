import {
  NeedsOperatorError,
  RetryAfterError,
} from "../../shared/runtime/errors.ts";
import type { Log } from "../../shared/runtime/log.ts";
import type { CircuitBreaker, Fault, Permit } from "./circuit-breaker.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";

/** Allows one call to a platform API. Declare it with `using`, so that the end of the block releases it. */
export interface CallPermit extends Disposable {
  /**
   * Calls the platform API and reports the result to the circuit breaker.
   * @throws the error of the call
   * @throws CircuitOpenError if the circuit has opened since, or if another call has already reported this fault
   */
  call<T>(send: () => Promise<T>): Promise<T>;
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

/** Wraps a permit of a circuit breaker: records the result of its call, and logs when the circuit opens or closes. */
export function createCallPermit(options: CallPermitOptions): CallPermit {
  const { channel, circuitBreaker, permit, now, functionName, log } = options;
  const fields = { function: functionName, channel };

  async function call<T>(send: () => Promise<T>): Promise<T> {
    if (!circuitBreaker.isValid(permit, now())) {
      throw new CircuitOpenError(channel, undefined);
    }
    let result: T;
    try {
      result = await send();
    } catch (error) {
      const fault = toFault(error);
      const openMs = circuitBreaker.recordFailure(permit, fault, now());
      if (openMs !== undefined) {
        const seconds = Math.ceil(openMs / 1000);
        log("WARNING", "Circuit breaker opened", { ...fields, seconds });
      } else if (fault.kind === "OPEN_CIRCUIT") {
        // Concurrent calls meet the same fault. Only the first one is logged as an ERROR.
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
    return { kind: "OPEN_CIRCUIT", retryAfterMs: error.retryAfterMs };
  }
  if (error instanceof RetryAfterError) {
    return { kind: "RETRY_AFTER", retryAfterMs: error.retryAfterMs };
  }
  return { kind: "TRANSIENT" };
}
