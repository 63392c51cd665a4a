import { Command, InvalidArgumentError } from "commander";
import {
  ConfigurationError,
  parseConfiguration,
} from "../shared/configuration.ts";
import { StoreVariables } from "../shared/configuration-types.ts";
import { createLog } from "../shared/log.ts";
import type { Backend } from "./backend.ts";
import { createEmbeddedBackend } from "./embedded/backend.ts";
import { DEFAULT_KEYS } from "./default-keys.ts";
import { startStack } from "./stack.ts";

// The framework shows stack traces to callers otherwise.
process.env.NODE_ENV ??= "production";

const command = new Command("npm start --")
  .description("Runs the whole receipts service on this machine.")
  .option("-p, --port <port>", "the port to listen on", parsePort, 8080)
  .option(
    "--emulators",
    "use Google's Pub/Sub and Firestore emulators; starts them unless PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST name some",
  )
  .addHelpText(
    "after",
    `
Variables:
  WEBHOOK_KEYS    the keys that sign webhook requests (default: ${DEFAULT_KEYS})
  RETENTION_DAYS  how long state is shown (default: 90)`,
  )
  .parse();
const { port, emulators } = command.opts<{ port: number; emulators?: true }>();

try {
  await run();
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function run(): Promise<void> {
  const { RETENTION_DAYS: retentionMicros } = parseConfiguration(
    StoreVariables,
    process.env,
  );
  const backend = await createBackend(retentionMicros);
  const environment = { WEBHOOK_KEYS: DEFAULT_KEYS, ...process.env };
  const options = { port, backend, environment, retentionMicros };
  const stack = await startStack({ ...options, log: createLog() }).catch(
    async (error: unknown) => {
      await backend.close();
      throw error;
    },
  );
  const seconds = (performance.now() / 1000).toFixed(1);
  console.log(`The receipts service runs on ${stack.url} (${backend.description}; up in ${seconds} s).

  POST ${stack.url}/webhook                 the platform's webhook
  POST ${stack.url}/agent-reads             an agent read a user's message
  GET  ${stack.url}/messages/MESSAGE        a message's state
  GET  ${stack.url}/dead-letters            what could not be used, and why
  GET  ${stack.url}/user-events             what users sent that is no receipt
  GET  ${stack.url}/platform/requests       what the platform's API was asked
  POST ${stack.url}/platform/failures       make the platform's API fail

Try: npm run receipts -- send --read      Ctrl-C ends it.
`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void stack.close().then(() => process.exit(0));
    });
  }
}

async function createBackend(retentionMicros: number): Promise<Backend> {
  if (!emulators) return createEmbeddedBackend();
  console.log("Starting Google's emulators, which takes some seconds …");
  // Loaded only here: the embedded stack starts without Google's client libraries.
  const { createEmulatorsBackend } = await import("./emulators/backend.ts");
  return createEmulatorsBackend(retentionMicros);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}

/** A user's mistake gets a sentence; anything else its stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken: end what runs there, or name another with --port.`;
  }
  if (code === "EACCES") {
    return `Port ${port} may not be opened by this user: name another with --port.`;
  }
  const isExpected =
    error instanceof ConfigurationError || error.name === "EmulatorsError";
  return isExpected ? error.message : (error.stack ?? error.message);
}
