import { credentials, type Client } from "@grpc/grpc-js";

// gRPC's codes for transient errors: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE.
const TRANSIENT_CODES = [4, 8, 10, 13, 14];

/** Returns whether an error has a gRPC code that may succeed on retry. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT_CODES.includes((error as { code?: number }).code ?? -1);
}

/**
 * The options for a low-level client of Google's libraries.
 * @param emulatorHost host and port of the service's emulator, if one is used
 */
export function clientOptions(emulatorHost: string | undefined) {
  const [servicePath, port] = emulatorHost?.split(":") ?? [];
  return {
    "grpc.keepalive_time_ms": 300_000, // detects a lost connection; the values of @google-cloud/pubsub
    "grpc.keepalive_timeout_ms": 20_000,
    ...(servicePath && {
      servicePath,
      port: Number(port),
      sslCreds: credentials.createInsecure(),
    }),
  };
}

/**
 * The retry options of idempotent calls.
 * @param deadlineMs how long a call may take, retries included
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
  /** The gRPC client that the library's client makes its calls with. */
  readonly stub: Client;
}

/** Initializes a low-level client of Google's libraries, and returns its gRPC client, which the libraries don't type. */
export async function initializeStub<T extends Client = Client>(client: {
  initialize(): Promise<object>;
}): Promise<T> {
  return (await client.initialize()) as T;
}

/** Opens and closes a connection that is otherwise created by the first call. */
export interface ConnectionLifecycle {
  /** Connects now, so that the first call doesn't have to wait. */
  open(): void;
  close(): Promise<void>;
}

/** Connects on the first call, and again after a failed attempt. */
export function createLazyConnection<T extends Connection>(
  connect: () => Promise<T>,
): { connection: () => Promise<T>; lifetime: ConnectionLifecycle } {
  let connecting: Promise<T> | undefined;
  const connection = () =>
    (connecting ??= connect().catch((error: unknown) => {
      connecting = undefined; // so that the next call connects again
      throw error;
    }));
  const lifetime: ConnectionLifecycle = {
    open() {
      connection()
        .then(({ stub }) => stub.getChannel().getConnectivityState(true))
        // The first call fails with the same error and reports it.
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
