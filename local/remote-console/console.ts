import type { Express } from "express";
import {
  deriveState,
  type MessageState,
} from "../../shared/messages/message-state.ts";
import type { MessageDocument } from "../../shared/messages/message-document.ts";
import { now, type Micros } from "../../shared/runtime/timestamp.ts";
import { createFeed } from "../console/feed.ts";
import { createStats } from "./stats.ts";
import { MAX_ROWS } from "./limits.ts";
import { createRemoteConsoleRoutes } from "./routes.ts";
import { createLiveRows } from "./rows.ts";
import type { MessageSource } from "./source.ts";
import { createWatch, type WatchOptions } from "./watch.ts";

export interface DeployedConsoleOptions extends Pick<
  WatchOptions,
  "pollIntervalMs" | "idleGraceMs" | "clock"
> {
  readonly source: MessageSource;
  readonly project: string;
  /** For people: where the messages are. */
  readonly description: string;
  readonly retentionMicros: Micros;
}

/** The console's page of a deployed project, which is only looked at. */
export function createRemoteConsole(options: DeployedConsoleOptions) {
  const { source, project, description, retentionMicros } = options;
  const problems = new Map<string, string>();
  let isPaused = false;

  const report = (part: string) => (error: unknown) => {
    const before = problems.get(part);
    if (error === null) problems.delete(part);
    else problems.set(part, error instanceof Error ? error.message : "?");
    if (problems.get(part) !== before) feed.changed("problem");
  };
  const derive = (message: string, document: MessageDocument | undefined) =>
    document && deriveState(message, document, now(), retentionMicros);

  const rows = createLiveRows({
    ...options,
    onChange(messages) {
      for (const message of messages) feed.messageChanged(message);
    },
    onPause(next) {
      isPaused = next;
      feed.changed("isPaused");
    },
    onFailure: report("rows"),
  });
  const stats = createStats({
    ...options,
    counter: source.counter,
    onChange: () => feed.changed("figures"),
    onFailure: report("figures"),
  });
  const watch = createWatch({
    ...options,
    rows,
    stats,
    onFailure: report("connection"),
  });
  const feed = createFeed({
    hello: () => ({
      backend: `${description}, read-only`,
      channels: [],
      deployed: {
        deadLettersCommand: `npm run receipts -- dead-letters list --project ${project}`,
        maxRows: MAX_ROWS,
      },
    }),
    readState: (message): Promise<MessageState | null | undefined> =>
      Promise.resolve(derive(message, rows.find(message))),
    parts: {
      figures: () => stats.current(),
      isPaused: () => isPaused,
      problem: () =>
        ["connection", "rows", "figures"]
          .map((part) => problems.get(part))
          .find((problem) => problem !== undefined) ?? null,
    },
    onViewersChanged: (isWatched) => watch.viewersChanged(isWatched),
  });
  const app: Express = createRemoteConsoleRoutes({
    feed,
    readState: async (message) => derive(message, await source.read(message)),
    counter: source.counter,
    retentionMicros,
  });
  return {
    app,
    close() {
      watch.stop();
      feed.close();
    },
  };
}
