import { Router } from "express";
import * as z from "zod";
import { channels } from "../shared/channels/channels.ts";
import { toDay, parseDay } from "../shared/messages/day.ts";
import { OutsideRetentionError } from "../shared/stats/clamp-to-retention.ts";
import type { MessageCounter } from "../shared/stats/count-query.ts";
import type { MessageDocument } from "../shared/messages/message-document.ts";
import { createStatsReport } from "../shared/stats/report.ts";
import { now, type Micros } from "../shared/runtime/timestamp.ts";

const Day = z
  .string()
  .transform(parseDay)
  .refine((day) => day !== undefined, "is not a day such as 2026-01-31");

const names = channels.map(({ name }) => name);

const Query = z.object({
  from: Day.optional(),
  to: Day.optional(),
  channel: z.enum(names, `is not one of ${names.join(", ")}`).optional(),
  agent: z
    .union([z.string().transform((agent) => [agent]), z.array(z.string())])
    .optional(),
});

export interface CountedStore {
  readonly counter: MessageCounter;
  /** All of them, where that is not too much to read. */
  readonly documents?: () => Promise<readonly MessageDocument[]>;
}

/** The headline figures of all that is stored: `GET /stats?from=2026-01-01&to=2026-01-31&agent=A&channel=C`. */
export function createStatsRoutes(
  { counter, documents }: CountedStore,
  retentionMicros: Micros,
): Router {
  return Router().get("/stats", async (request, response) => {
    const query = Query.safeParse(request.query);
    if (!query.success) {
      const [{ path, message } = { path: [], message: "" }] =
        query.error.issues;
      response.status(400).json({ error: `${path.join(".")} ${message}.` });
      return;
    }
    const { channel, agent, from = 0, to = toDay(now()) } = query.data;
    try {
      const report = await createStatsReport(
        { counter, ...(documents && { documents: await documents() }) },
        {
          period: { from, to },
          channels: channel === undefined ? names : [channel],
          agents: agent,
          now: now(),
          retentionMicros,
        },
      );
      response.json(report);
    } catch (error) {
      if (!(error instanceof OutsideRetentionError)) throw error;
      response.status(400).json({ error: error.message });
    }
  });
}
