import { credentials, type Client } from "@grpc/grpc-js";

// gRPC's codes for faults that pass: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE.
const TRANSIENT_CODES = [4, 8, 10, 13, 14];

/** Whether an error is a fault that has nothing to do with what was asked. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT_CODES.includes((error as { code?: number }).code ?? -1);
}

/**
 * The options of a low-level client of Google's libraries.
 * @param emulatorHost where the service's emulator is, if it is to be used
 */
export function clientOptions(emulatorHost: string | undefined) {
  const [servicePath, port] = emulatorHost?.split(":") ?? [];
  return {
    "grpc.keepalive_time_ms": 300_000, // finds out that a connection has gone; as @google-cloud/pubsub sets them
    "grpc.keepalive_timeout_ms": 20_000,
    ...(servicePath && {
      servicePath,
      port: Number(port),
      sslCreds: credentials.createInsecure(),
    }),
  };
}

/**
 * How calls are repeated whose repetition does no harm.
 * @param deadlineMs how long one may take, retries included
 */
export function retryOptions(deadlineMs: number) {
  return {
    retryCodes: TRANSIENT_CODES,
    backoffSettings: {
      initialRetryDelayMillis: 50,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 500,
      initialRpcTimeoutMillis: deadlineMs,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: deadlineMs,
      totalTimeoutMillis: deadlineMs,
    },
  };
}

/** A client of Google's libraries, ready to be called. */
export interface Connection {
  readonly client: { close(): Promise<void> };
  /** What the client makes its calls with. */
  readonly stub: Client;
}

/** Of what makes its connection when it is needed. */
export interface ConnectionLifecycle {
  /** Connects before the first call has to wait for it. */
  open(): void;
  close(): Promise<void>;
}

/** Makes the connection when it is first asked for, and anew after it could not be made. */
export function createLazyConnection<T extends Connection>(
  connect: () => Promise<T>,
): { connection: () => Promise<T>; lifetime: ConnectionLifecycle } {
  let connecting: Promise<T> | undefined;
  const connection = () =>
    (connecting ??= connect().catch((error: unknown) => {
      connecting = undefined; // the next one tries anew
      throw error;
    }));
  const lifetime: ConnectionLifecycle = {
    open() {
      connection()
        .then(({ stub }) => stub.getChannel().getConnectivityState(true))
        // It goes wrong again with the first call, and is told then.
        .catch(() => undefined);
    },
    async close() {
      await connecting?.then(
        ({ client }) => client.close(),
        () => undefined, // there is nothing to close
      );
    },
  };
  return { connection, lifetime };
}
