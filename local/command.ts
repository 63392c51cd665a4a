import { Command, InvalidArgumentError, Option } from "commander";
import { parseDays, parseProject } from "../shared/project/parse-options.ts";
import { withDefaultKeys } from "./default-keys.ts";

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly port: number;
  readonly emulators?: true;
  /** A deployed project to look at, instead of a stack. */
  readonly project?: string;
  readonly database: string;
  readonly retentionDays: number;
}

/** Reads the command line; ends the process where it can't be read. */
export function readCommandLine(): StartOptions {
  const command = new Command("npm start --")
    .description(
      "Runs the whole receipts service on this machine; or, with --project, shows a deployed one in the same console.",
    )
    .option("-p, --port <port>", "the port to listen on", parsePort, 8080)
    .option(
      "--emulators",
      "use Google's Pub/Sub and Firestore emulators: those that PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST name, or new ones",
    )
    .addOption(
      new Option(
        "--project <id>",
        "start no stack, but look at a Google Cloud project: nothing is sent, changed or taken from a queue",
      )
        .argParser(parseProject)
        .conflicts("emulators"),
    )
    .option("--database <id>", "the project's Firestore database", "receipts")
    .addOption(
      new Option(
        "--retention-days <n>",
        "how long the project keeps state: its retention_days",
      )
        .argParser(parseDays)
        .default(90),
    )
    .addHelpText(
      "after",
      `
A project is read with your application default credentials (gcloud auth
application-default login), which need roles/datastore.viewer, or from the
emulator that FIRESTORE_EMULATOR_HOST names. Reading costs, while a page is open:
about 1,000 reads a minute for messages and as many for counting at the most.

Variables:
${Object.entries(withDefaultKeys({}))
  .map(
    ([name, value]) =>
      `  ${name.padEnd(18)}the keys that sign webhook requests (default: ${value})`,
  )
  .join("\n")}
  RETENTION_DAYS    how long the local stack shows state (default: 90)`,
    )
    .parse();
  const options = command.opts<StartOptions>();
  for (const name of ["database", "retentionDays"]) {
    const isGiven = command.getOptionValueSource(name) === "cli";
    if (isGiven && options.project === undefined) {
      command.error(
        "--database and --retention-days are for --project: which one?",
      );
    }
  }
  return options;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
