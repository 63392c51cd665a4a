import { Command, Option } from "commander";
import { channels } from "../shared/channels/channels.ts";
import { toDay } from "../shared/messages/day.ts";
import { parseDays, parseProject } from "../shared/project/parse-options.ts";
import { now } from "../shared/runtime/timestamp.ts";
import { createProgress } from "./dead-letters/progress.ts";
import { describeStats } from "./describe-stats.ts";
import { json, stackUrl } from "./options.ts";
import { openStackStats } from "./stats-in-stack.ts";
import {
  addPeriodOptions,
  toPeriod,
  type PeriodOptions,
} from "./stats-period.ts";
import { MEDIANS_VIEW, type StatsTarget } from "./stats-target.ts";

interface StatsOptions extends PeriodOptions {
  readonly agent?: string[];
  readonly channel?: string;
  readonly url: string;
  readonly project?: string;
  readonly database: string;
  readonly dataset: string;
  readonly retentionDays: number;
  readonly json?: true;
}

const command = new Command("stats")
  .description("Counts what was delivered, read and expired, for each agent.")
  .addOption(
    new Option(
      "--agent <name>",
      "only this agent; may be repeated (default: all that are known in the local stack, and a line a channel in a project)",
    ).argParser((name, others: string[] = []) => [
      ...new Set([...others, name]),
    ]),
  )
  .addOption(
    new Option("--channel <name>", "only this channel").choices(
      channels.map(({ name }) => name),
    ),
  );

/** `receipts stats`: the headline figures of a period. */
export const stats = addPeriodOptions(command)
  .addOption(stackUrl())
  .addOption(
    new Option(
      "--project <id>",
      "a Google Cloud project, instead of the local stack",
    )
      .argParser(parseProject)
      .conflicts("url"),
  )
  .option("--database <id>", "the project's Firestore database", "receipts")
  .option(
    "--dataset <id>",
    "the project's BigQuery dataset, for the view that is named",
    "receipts",
  )
  .addOption(
    new Option(
      "--retention-days <n>",
      "how long the project keeps state: its retention_days",
    )
      .argParser(parseDays)
      .default(90),
  )
  .addOption(json())
  .addHelpText(
    "after",
    `
A message counts on the day it first reached the user, as far as is known, or on
which it was revoked. Users may switch read receipts off: what is counted as
read is the least that is true.

In a project Firestore counts, without reading a message. It can't list the
agents without reading them all: name them with --agent, or see a line for each
channel. It has no median either; the view ${MEDIANS_VIEW} in BigQuery has,
where receipts are exported.`,
  )
  .action(async (options: StatsOptions) => {
    const period = toPeriod(options, toDay(now()));
    const target = await openTarget(options);
    try {
      const { channel, agent: agents } = options;
      const report = await target.report({ period, channel, agents }, show);
      const { description } = target;
      if (options.json) {
        console.log(
          JSON.stringify({ target: description, ...report }, null, 2),
        );
        return;
      }
      for (const line of describeStats(report, description)) console.log(line);
    } finally {
      show(1, 1); // a failure leaves no half line behind
      await target.close();
    }
  });

async function openTarget(options: StatsOptions): Promise<StatsTarget> {
  const { project, url } = options;
  if (project === undefined) return openStackStats(url);
  // Google's library is loaded for those alone who need it.
  const { openFirestoreStats } = await import("./stats-in-firestore.ts");
  return openFirestoreStats({ ...options, project });
}

/** Tells whoever looks how many agents and channels are counted. */
function show(done: number, total: number): void {
  const progress = createProgress(process.stderr, total, "Counted");
  if (done < total) progress.show(done);
  else progress.end();
}
