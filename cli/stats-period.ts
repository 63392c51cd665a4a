import { InvalidArgumentError, Option, type Command } from "commander";
import type { Period } from "../shared/stats/count-query.ts";
import { formatDay, parseDay, type Day } from "../shared/messages/day.ts";
import { parseDays } from "../shared/project/parse-options.ts";
import { UserError } from "../shared/runtime/user-error.ts";

const DEFAULT_DAYS = 30;

export interface PeriodOptions {
  readonly from?: Day;
  readonly to?: Day;
  readonly days?: number;
}

/** Which days. */
export function addPeriodOptions(command: Command): Command {
  return command
    .option("--from <day>", "the first day, in UTC: 2026-01-31", parseDayOption)
    .option("--to <day>", "the last day (default: today)", parseDayOption)
    .addOption(
      new Option(
        "--days <n>",
        `instead of --from: how many days, the last included (default: ${DEFAULT_DAYS})`,
      )
        .argParser(parseDays)
        .conflicts("from"),
    );
}

/** The days that are asked for. */
export function toPeriod(options: PeriodOptions, today: Day): Period {
  const { to = today, days = DEFAULT_DAYS } = options;
  const { from = Math.max(0, to - days + 1) } = options;
  if (from <= to) return { from, to };
  throw new UserError(
    `The period begins on ${formatDay(from)} and ends before, on ${formatDay(to)}: turn --from and --to round.`,
  );
}

function parseDayOption(text: string): Day {
  const day = parseDay(text);
  if (day !== undefined) return day;
  throw new InvalidArgumentError("It is not a day such as 2026-01-31.");
}
