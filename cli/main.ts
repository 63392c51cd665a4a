import { Command } from "commander";
import { agentRead } from "./agent-read.ts";
import { fail } from "./fail.ts";
import { send } from "./send.ts";
import { show } from "./show.ts";
import { watch } from "./watch.ts";

const receipts = new Command("receipts")
  .description("Sends, reads and follows message receipts.")
  .addCommand(send)
  .addCommand(agentRead)
  .addCommand(show)
  .addCommand(watch);

try {
  await receipts.parseAsync();
} catch (error) {
  fail(error);
}
