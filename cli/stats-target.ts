import type { Period } from "../shared/stats/count-query.ts";
import type { StatsReport } from "../shared/stats/report.ts";

/** Of BigQuery: it has what Firestore can't compute. */
export const MEDIANS_VIEW = "read_rates_daily";

export interface StatsRequest {
  readonly period: Period;
  readonly channel: string | undefined;
  readonly agents: readonly string[] | undefined;
}

/** What can count messages. */
export interface StatsTarget {
  /** For people: it stands in "… in the local stack at http://localhost:8080". */
  readonly description: string;
  report(
    request: StatsRequest,
    onProgress: (done: number, total: number) => void,
  ): Promise<StatsReport>;
  close(): Promise<void>;
}
