import { Command } from "commander";
import { MICROS_A_DAY } from "../../shared/runtime/timestamp.ts";
import { createBackend } from "../create-infrastructure.ts";
import { explain } from "../explain.ts";
import { startStack } from "../stack.ts";
import { createStage } from "./runner.ts";
import { playStory } from "./scenario.ts";

process.env.NODE_ENV ||= "production";

const RETENTION_MICROS = 90 * MICROS_A_DAY;

const { emulators } = new Command("npm run demo --")
  .description("Shows what the service does, step by step, and checks it.")
  .option("--emulators", "on Google's Pub/Sub and Firestore emulators")
  .parse()
  .opts<{ emulators?: true }>();

try {
  const backend = await createBackend(emulators === true, RETENTION_MICROS);
  const stack = await startStack({
    port: 0,
    backend,
    environment: {},
    retentionMicros: RETENTION_MICROS,
    log: () => undefined, // the story tells what happens
  });
  const stage = createStage(stack.url, (line) => console.log(line));
  stage.say(`The receipts service, ${backend.description}.`);
  await playStory(stage);
  await stack.close();
  process.exitCode = stage.end() ? 0 : 1;
} catch (error) {
  console.error(explain(error, 0));
  process.exit(1);
}
