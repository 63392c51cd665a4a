import { Command } from "commander";
import { markRead } from "./mark-read.ts";
import { deadLetters } from "./dead-letters/command.ts";
import { fail } from "./fail.ts";
import { deleteConversation } from "./delete-conversation.ts";
import { keys } from "./keys.ts";
import { send } from "./send.ts";
import { show } from "./show.ts";
import { stats } from "./stats.ts";
import { watch } from "./watch.ts";

const receipts = new Command("receipts")
  .description("Sends, reads and follows message receipts.")
  .addCommand(send)
  .addCommand(markRead)
  .addCommand(show)
  .addCommand(watch)
  .addCommand(stats)
  .addCommand(deadLetters)
  .addCommand(keys)
  .addCommand(deleteConversation);

try {
  await receipts.parseAsync();
} catch (error) {
  fail(error);
}
