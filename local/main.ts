import { Command, InvalidArgumentError } from "commander";
import { channels } from "../shared/channels.ts";
import { StoreVariables } from "../shared/configuration-types.ts";
import { parseConfiguration } from "../shared/configuration.ts";
import { createLog } from "../shared/log.ts";
import { MICROS_A_DAY } from "../shared/timestamp.ts";
import type { Backend } from "./backend.ts";
import { createBackend } from "./create-backend.ts";
import { withLocalKeys } from "./default-keys.ts";
import { explain } from "./explain.ts";
import { startStack, type Stack } from "./stack.ts";

// The framework shows stack traces to callers otherwise.
process.env.NODE_ENV ||= "production";

const command = new Command("npm start --")
  .description("Runs the whole receipts service on this machine.")
  .option("-p, --port <port>", "the port to listen on", parsePort, 8080)
  .option(
    "--emulators",
    "use Google's Pub/Sub and Firestore emulators: those that PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST name, or new ones",
  )
  .addHelpText(
    "after",
    `
Variables:
${Object.entries(withLocalKeys({}))
  .map(
    ([name, value]) =>
      `  ${name.padEnd(18)}the keys that sign webhook requests (default: ${value})`,
  )
  .join("\n")}
  RETENTION_DAYS    how long state is shown (default: 90)`,
  )
  .parse();
const { port, emulators } = command.opts<{ port: number; emulators?: true }>();

try {
  const { backend, stack } = await run();
  printBanner(stack, backend);
} catch (error) {
  console.error(explain(error, port));
  process.exit(1);
}

async function run(): Promise<{ backend: Backend; stack: Stack }> {
  let close: (() => Promise<void>) | undefined;
  const end = () => {
    void Promise.resolve(close?.()).then(() => process.exit(0));
  };
  // From the start on: Ctrl-C while the emulators come up ends them, too.
  process.once("SIGINT", end).once("SIGTERM", end).once("SIGHUP", end);

  const variables = parseConfiguration(StoreVariables, process.env);
  const retentionMicros = variables.RETENTION_DAYS * MICROS_A_DAY;
  const backend = await createBackend(emulators === true, retentionMicros);
  close = () => backend.close();
  const environment = process.env;
  const options = { port, backend, environment, retentionMicros };
  try {
    const stack = await startStack({ ...options, log: createLog() });
    close = () => stack.close();
    return { backend, stack };
  } catch (error) {
    await close();
    throw error;
  }
}

function printBanner({ url }: Stack, { description }: Backend): void {
  const others = channels
    .slice(1)
    .map(({ name }) => `  POST ${url}/webhook/${name.padEnd(15)} of ${name}\n`)
    .join("");
  const seconds = (performance.now() / 1000).toFixed(1);
  console.log(`The receipts service runs on ${url} (${description}; up in ${seconds} s).

  GET  ${url}/                        the console: open it in a browser
  POST ${url}/webhook                 the platform's webhook, of ${channels[0].name}
${others}  POST ${url}/agent-reads             an agent read a user's message
  GET  ${url}/messages/MESSAGE        a message's state
  GET  ${url}/watch                   states as they change (server-sent events)
  GET  ${url}/stats                   how many were delivered and read: npm run receipts -- stats --help
  GET  ${url}/dead-letters            what could not be used, and why: npm run receipts -- dead-letters --help
  GET  ${url}/user-events             what users sent that is no receipt
  GET  ${url}/platform/requests       what the platform's API was asked
  POST ${url}/platform/failures       make the platform's API fail
  GET  ${url}/healthz

Try: npm run receipts -- send --read      Ctrl-C ends it.
`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
