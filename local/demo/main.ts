import { Command } from "commander";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { createInfrastructure } from "../create-infrastructure.ts";
import { explain } from "../explain.ts";
import { startStack } from "../stack.ts";
import { createRunner } from "./runner.ts";
import { runScenario } from "./scenario.ts";

process.env.NODE_ENV ||= "production";

const RETENTION_MICROS = 90 * MICROS_PER_DAY;

const { emulators } = new Command("npm run demo --")
  .description("Shows what the service does, step by step, and checks it.")
  .option("--emulators", "on Google's Pub/Sub and Firestore emulators")
  .parse()
  .opts<{ emulators?: true }>();

try {
  const backend = await createInfrastructure(
    emulators === true,
    RETENTION_MICROS,
  );
  const stack = await startStack({
    port: 0,
    backend,
    environment: {},
    retentionMicros: RETENTION_MICROS,
    log: () => undefined, // the story tells what happens
  });
  const stage = createRunner(stack.url, (line) => console.log(line));
  stage.say(`The receipts service, ${backend.description}.`);
  await runScenario(stage);
  await stack.close();
  process.exitCode = stage.end() ? 0 : 1;
} catch (error) {
  console.error(explain(error, 0));
  process.exit(1);
}
