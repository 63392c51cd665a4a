import { disableDomains } from "../shared/runtime/disable-domains.ts";
import { StoreVariables } from "../shared/runtime/configuration-types.ts";
import { parseConfiguration } from "../shared/runtime/configuration.ts";
import { createLog } from "../shared/runtime/log.ts";
import { MICROS_PER_DAY } from "../shared/runtime/timestamp.ts";
import { printBanner, printRemoteConsoleBanner } from "./banner.ts";
import { readCommandLine } from "./command.ts";
import { createInfrastructure } from "./create-infrastructure.ts";
import { explain } from "./explain.ts";
import { startStack } from "./stack.ts";

// The framework shows stack traces to callers otherwise.
process.env.NODE_ENV ||= "production";
disableDomains(); // as where they are deployed

const { project, emulators, ...options } = readCommandLine();
const { port } = options;
let close: (() => Promise<void>) | undefined;

try {
  const end = () => {
    void Promise.resolve(close?.()).then(() => process.exit(0));
  };
  // From the start on: Ctrl-C while the emulators come up ends them, too.
  process.once("SIGINT", end).once("SIGTERM", end).once("SIGHUP", end);
  await (project === undefined ? runStack() : lookAt(project));
} catch (error) {
  console.error(explain(error, port));
  process.exit(1);
}

async function runStack(): Promise<void> {
  const variables = parseConfiguration(StoreVariables, process.env);
  const retentionMicros = variables.RETENTION_DAYS * MICROS_PER_DAY;
  const backend = await createInfrastructure(
    emulators === true,
    retentionMicros,
  );
  close = () => backend.close();
  const environment = process.env;
  try {
    const stack = await startStack({
      ...{ port, backend, environment, retentionMicros },
      log: createLog(),
    });
    close = () => stack.close();
    printBanner(stack, backend);
  } catch (error) {
    await close();
    throw error;
  }
}

async function lookAt(project: string): Promise<void> {
  // Google's library is loaded for those alone who need it.
  const { startRemoteConsole } = await import("./remote-console/start.ts");
  const deployed = await startRemoteConsole({ ...options, project });
  close = () => deployed.close();
  printRemoteConsoleBanner(deployed);
}
