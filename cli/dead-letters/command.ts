import { Command } from "commander";
import { createList } from "./list.ts";
import { createPurge } from "./purge.ts";
import { createReplay } from "./replay.ts";
import { createShow } from "./show.ts";

/** `receipts dead-letters`: events that could not be used. */
export const deadLetters = new Command("dead-letters")
  .description("Lists, shows, replays and removes what could not be used.")
  .addCommand(createList())
  .addCommand(createShow())
  .addCommand(createReplay())
  .addCommand(createPurge());
