import { Router } from "express";
import * as z from "zod";
import { channels } from "../shared/channels.ts";
import { dayOf, parseDay } from "../shared/day.ts";
import { NothingKeptError } from "../shared/stats/kept-part.ts";
import { createStatsReport } from "../shared/stats/report.ts";
import { now, type Micros } from "../shared/timestamp.ts";
import type { Store } from "./store.ts";

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

/** The headline figures of all that is stored here: `GET /stats?from=2026-01-01&to=2026-01-31&agent=A&channel=C`. */
export function createStatsRoutes(
  store: Store,
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
    const { channel, agent, from = 0, to = dayOf(now()) } = query.data;
    try {
      const report = await createStatsReport(
        { counter: store.stats, documents: await store.documents() },
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
      if (!(error instanceof NothingKeptError)) throw error;
      response.status(400).json({ error: error.message });
    }
  });
}
