import express, { Router } from "express";
import * as z from "zod";
import { createAssetRoutes } from "./asset-routes.ts";
import { Switch, type createFaults } from "./faults.ts";
import type { createFeed } from "./feed.ts";
import type { Sender } from "./sender.ts";

const SampleRequest = z.strictObject({
  channel: z.string(),
  sample: z.string(),
});

export interface ConsoleRoutesOptions {
  readonly feed: Pick<ReturnType<typeof createFeed>, "open">;
  readonly faults: Pick<ReturnType<typeof createFaults>, "switch">;
  readonly sender: Sender;
}

/** The console's page, what it listens to, and what its buttons do. */
export function createConsoleRoutes(options: ConsoleRoutesOptions): Router {
  const { feed, faults, sender } = options;
  const router = Router({ strict: true });
  router.use(createAssetRoutes());
  router.get("/console/events", (_, response) => feed.open(response));
  router.use("/console", express.json({ type: () => true }));
  router.post("/console/samples", async (request, response) => {
    const wanted = SampleRequest.safeParse(request.body);
    const sent =
      wanted.success &&
      (await sender.send(wanted.data.channel, wanted.data.sample));
    if (sent) response.json(sent);
    else response.status(400).json({ error: "There is no such sample." });
  });
  router.post("/console/faults", async (request, response) => {
    const wanted = Switch.safeParse(request.body);
    if (!wanted.success) {
      response.status(400).json({ error: z.prettifyError(wanted.error) });
    } else if (await faults.switch(wanted.data)) {
      response.status(204).end();
    } else {
      const error = "On Google's emulators the bus cannot be stopped.";
      response.status(409).json({ error });
    }
  });
  return router;
}
