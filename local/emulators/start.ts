import { becomesReady, EmulatorsError, startEmulator } from "./emulator.ts";

const GIVEN_TIMEOUT_MS = 5000;

export interface Emulators {
  readonly pubsubHost: string;
  readonly firestoreHost: string;
  /** Ends those that were started here. */
  stop(): Promise<void>;
}

/**
 * Starts Google's Pub/Sub and Firestore emulators on free ports, and sets PUBSUB_EMULATOR_HOST and
 * FIRESTORE_EMULATOR_HOST, which the client libraries obey. Where they are set already, those are used.
 * Throws EmulatorsError.
 */
export async function startEmulators(): Promise<Emulators> {
  // Without it, the client libraries look for Google Cloud's metadata server first, for seconds.
  process.env.METADATA_SERVER_DETECTION ??= "none";
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(stops.map((stopOne) => stopOne()));
  };
  const provide = async (variable: string, gcloudArguments: string) => {
    const given = process.env[variable];
    if (given) {
      const signal = AbortSignal.timeout(GIVEN_TIMEOUT_MS);
      if (await becomesReady(given, signal)) return given;
      throw new EmulatorsError(
        `${variable} is ${given}, but no emulator answers there.`,
      );
    }
    const emulator = await startEmulator(gcloudArguments);
    process.env[variable] = emulator.host;
    stops.push(async () => {
      delete process.env[variable];
      await emulator.stop();
    });
    return emulator.host;
  };
  const [pubsub, firestore] = await Promise.allSettled([
    provide(
      "PUBSUB_EMULATOR_HOST",
      "beta emulators pubsub start --project=receipts-local",
    ),
    provide("FIRESTORE_EMULATOR_HOST", "emulators firestore start"),
  ]);
  if (pubsub.status === "rejected" || firestore.status === "rejected") {
    await stop();
    const failed = pubsub.status === "rejected" ? pubsub : firestore;
    throw (failed as PromiseRejectedResult).reason;
  }
  return { pubsubHost: pubsub.value, firestoreHost: firestore.value, stop };
}
