import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const NOBODYS = "/%25";

/**
 * Gives a request another path, which is no channel's, if its own can't be decoded, such as `/%`:
 * functions-framework's router throws on that, and prints a stack trace to the log for anybody who asks.
 */
export function mendPath(request: IncomingMessage): void {
  const [path = "/"] = (request.url ?? "/").split("?");
  try {
    decodeURIComponent(path);
  } catch {
    request.url = NOBODYS;
  }
}

/** Does so for every request of this process, since the framework makes the server itself. */
export function mendEveryPath(): void {
  subscribe("http.server.request.start", (event) => {
    mendPath((event as { request: IncomingMessage }).request);
  });
}
