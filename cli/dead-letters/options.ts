import { InvalidArgumentError, Option, type Command } from "commander";
import { parseProject } from "../../shared/project/parse-options.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import { json, stackUrl } from "../options.ts";
import { parseDuration } from "./duration.ts";

/** Where the dead letters are. */
export function addQueueOptions(command: Command): Command {
  return command
    .addOption(stackUrl())
    .addOption(
      new Option(
        "--project <id>",
        "a Google Cloud project, instead of the local stack",
      )
        .argParser(parseProject)
        .conflicts("url"),
    )
    .option(
      "--subscription <name>",
      "the project's subscription that keeps them",
      "dead-letters",
    )
    .addOption(
      new Option(
        "--idle-timeout <time>",
        "with --project: stop after this long without a new message",
      )
        .argParser(parseTime)
        .default(parseTime("5s"), "5s"),
    )
    .addOption(json());
}

/** Which of them. */
export function addFilters(command: Command): Command {
  return command
    .option("--reason <text>", "only those whose reason has this text in it")
    .option("--channel <name>", "only those of a channel")
    .option("--agent <name>", "only those of an agent")
    .option("--older-than <time>", "only older ones: 90s, 15m, 2h", parseTime)
    .option("--newer-than <time>", "only newer ones: 2h, 3d", parseTime);
}

function parseTime(text: string): Micros {
  const micros = parseDuration(text);
  if (micros !== undefined) return micros;
  throw new InvalidArgumentError(
    "It is not a length of time such as 90s, 15m, 2h or 3d.",
  );
}
