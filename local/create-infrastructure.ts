import type { Micros } from "../shared/runtime/timestamp.ts";
import type { LocalInfrastructure } from "./local-infrastructure.ts";
import { createEmbeddedInfrastructure } from "./embedded/infrastructure.ts";

/** The backend that the user asked for. Google's client libraries are only loaded for their emulators. */
export async function createInfrastructure(
  useEmulators: boolean,
  retentionMicros: Micros,
): Promise<LocalInfrastructure> {
  if (!useEmulators) return createEmbeddedInfrastructure();
  console.log("Starting Google's emulators, which takes some seconds …");
  const { createEmulatorsInfrastructure } =
    await import("./emulators/infrastructure.ts");
  return createEmulatorsInfrastructure(retentionMicros);
}
