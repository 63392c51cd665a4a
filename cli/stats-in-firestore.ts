import { channels } from "../shared/channels/channels.ts";
import { OutsideRetentionError } from "../shared/stats/clamp-to-retention.ts";
import { createStatsReport } from "../shared/stats/report.ts";
import { MICROS_PER_DAY, now } from "../shared/runtime/timestamp.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import { createProjectCounter } from "../shared/project/project-counter.ts";
import { openProjectFirestore } from "../shared/project/project-firestore.ts";
import { MEDIANS_VIEW, type StatsTarget } from "./stats-target.ts";

export interface FirestoreStatsSettings {
  readonly project: string;
  readonly database: string;
  /** BigQuery's, for the view that knows medians. */
  readonly dataset: string;
  readonly retentionDays: number;
}

/** A project's Firestore: index entries are counted, and no document is read. */
export async function openFirestoreStats(
  settings: FirestoreStatsSettings,
): Promise<StatsTarget> {
  const opened = await openProjectFirestore({
    ...settings,
    role: "roles/datastore.viewer",
    retryHint:
      "Run this again; where there is very much to count, for fewer --days at once.",
  });
  const counter = createProjectCounter(opened);
  return {
    description: opened.description,
    async report({ period, channel, agents }, onProgress) {
      const question = {
        period,
        channels: channel === undefined ? channelNames() : [channel],
        agents,
        now: now(),
        retentionMicros: settings.retentionDays * MICROS_PER_DAY,
      };
      const report = await createStatsReport(
        { counter },
        question,
        onProgress,
      ).catch((error: unknown) => {
        if (!(error instanceof OutsideRetentionError)) throw error;
        throw new UserError(
          `${error.message} If the deployment keeps it for longer, say so with --retention-days.`,
        );
      });
      return {
        ...report,
        notes: [...report.notes, ...notesFor(settings, agents)],
      };
    },
    close: () => opened.firestore.terminate(),
  };
}

function channelNames(): string[] {
  return channels.map(({ name }) => name);
}

function notesFor(
  { project, dataset }: FirestoreStatsSettings,
  agents: readonly string[] | undefined,
): string[] {
  const median = `Firestore has no median: the view ${project}.${dataset}.${MEDIANS_VIEW} in BigQuery has the time from delivered to read, where receipts are exported.`;
  const named =
    "To count an agent by itself, name it: --agent, as often as you like.";
  return agents ? [median] : [median, named];
}
