import express, { type Express, type RequestHandler } from "express";
import type { MessageCounter } from "../../shared/stats/count-query.ts";
import type { Micros } from "../../shared/runtime/timestamp.ts";
import { createAssetRoutes } from "../console/asset-routes.ts";
import type { createFeed } from "../console/feed.ts";
import { guard } from "../guard.ts";
import { handleError, handleNotFound } from "../error-handlers.ts";
import { createMessageRoutes } from "../message-routes.ts";
import type { ReadState } from "../read-state.ts";
import { createStatsRoutes } from "../stats-routes.ts";
import { sameOriginOnly } from "./same-origin-only.ts";

export interface RemoteConsoleRoutesOptions {
  readonly feed: Pick<ReturnType<typeof createFeed>, "open">;
  readonly readState: ReadState;
  readonly counter: MessageCounter;
  readonly retentionMicros: Micros;
}

/** The console of a deployed project, and what can be asked: nothing here changes anything. */
export function createRemoteConsoleRoutes(
  options: RemoteConsoleRoutesOptions,
): Express {
  const { feed, readState, counter, retentionMicros } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("json spaces", 2);
  app.use(guard, readOnly, createAssetRoutes());
  app.get("/healthz", (_, response) => {
    response.json({ status: "ok" });
  });
  app.use(sameOriginOnly);
  app.get("/console/events", (_, response) => feed.open(response));
  app.use(createMessageRoutes(readState));
  app.use(createStatsRoutes({ counter }, retentionMicros));
  app.use(handleNotFound);
  app.use(handleError);
  return app;
}

const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === "GET" || request.method === "HEAD") next();
  else {
    const error = "A deployed project is only looked at here.";
    response.status(405).set("Allow", "GET, HEAD").json({ error });
  }
};
