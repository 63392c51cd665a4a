import type { Micros } from "../shared/runtime/timestamp.ts";
import type { Backend } from "./local-infrastructure.ts";
import { createEmbeddedBackend } from "./embedded/infrastructure.ts";

/** The backend that the user asked for. Google's client libraries are only loaded for their emulators. */
export async function createBackend(
  useEmulators: boolean,
  retentionMicros: Micros,
): Promise<Backend> {
  if (!useEmulators) return createEmbeddedBackend();
  console.log("Starting Google's emulators, which takes some seconds …");
  const { createEmulatorsBackend } =
    await import("./emulators/infrastructure.ts");
  return createEmulatorsBackend(retentionMicros);
}
