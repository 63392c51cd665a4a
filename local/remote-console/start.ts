import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openProjectFirestore } from "../../shared/project/project-firestore.ts";
import { MICROS_PER_DAY } from "../../shared/runtime/timestamp.ts";
import { createRemoteConsole } from "./console.ts";
import { createFirestoreSource } from "./firestore-source.ts";

export interface RemoteConsoleOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly project: string;
  readonly database: string;
  readonly retentionDays: number;
}

export interface RemoteConsole {
  /** Such as `http://localhost:8080`. */
  readonly url: string;
  /** For people: where the messages are. */
  readonly description: string;
  /** Ends the server. The process is to end, too: Firestore's library throws when it is closed during an outage. */
  close(): Promise<void>;
}

/** Serves the console of a deployed project on this machine alone. Throws UserError where that can't be. */
export async function startRemoteConsole(
  options: RemoteConsoleOptions,
): Promise<RemoteConsole> {
  const { port, project, database, retentionDays } = options;
  const opened = await openProjectFirestore({
    project,
    database,
    role: "roles/datastore.viewer",
    retryHint: "Check this machine's connection, and try again.",
  });
  const { description } = opened;
  const source = createFirestoreSource(opened);
  const console = createRemoteConsole({
    source,
    project,
    description,
    retentionMicros: retentionDays * MICROS_PER_DAY,
  });
  const server = createServer(console.app);
  await source.check();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    description,
    async close() {
      const closed = once(server, "close");
      server.close();
      console.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
