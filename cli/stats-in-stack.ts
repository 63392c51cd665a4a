import { formatDay } from "../shared/messages/day.ts";
import { parseJson } from "../shared/runtime/json.ts";
import type { StatsReport } from "../shared/stats/report.ts";
import { UserError } from "../shared/runtime/user-error.ts";
import { request } from "./request.ts";
import type { StatsTarget } from "./stats-target.ts";

/** The local stack, over HTTP: it counts by itself. */
export function openStackStats(url: string): StatsTarget {
  return {
    description: `the local stack at ${url}`,
    async report({ period, channel, agents = [] }) {
      const query = new URLSearchParams({
        from: formatDay(period.from),
        to: formatDay(period.to),
        ...(channel !== undefined && { channel }),
      });
      for (const agent of agents) query.append("agent", agent);
      const { status, text } = await request(
        `${url}/stats?${query.toString()}`,
      );
      const answer = parseJson(text) as { error?: string } | undefined;
      if (status === 200) return answer as StatsReport;
      if (status === 400 && answer?.error) throw new UserError(answer.error);
      throw new UserError(`The stack answered ${status}. ${text}`.trim());
    },
    close: () => Promise.resolve(),
  };
}
