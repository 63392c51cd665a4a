import { keepCompiled } from "./keep-compiled.ts";
import { openRunLog } from "./run-log.ts";
import { beginUnitRun } from "./unit-run.ts";

/** Runs before the unit tests. Unlike global-setup.ts, it starts no emulators. */
export default function setUp(): void {
  openRunLog();
  keepCompiled();
  beginUnitRun();
  // Otherwise Google's clients look for a metadata server, for seconds.
  process.env.METADATA_SERVER_DETECTION ??= "none";
}
