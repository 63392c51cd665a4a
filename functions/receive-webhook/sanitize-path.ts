import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const UNROUTABLE_PATH = "/%25";

/**
 * Gives a request another path, which is no channel's, if its own can't be decoded, such as `/%`:
 * functions-framework's router throws on that, and prints a stack trace to the log for anybody who asks.
 */
export function sanitizePath(request: IncomingMessage): void {
  const [path = "/"] = (request.url ?? "/").split("?");
  try {
    decodeURIComponent(path);
  } catch {
    request.url = UNROUTABLE_PATH;
  }
}

/** Does so for every request of this process, since the framework makes the server itself. */
export function sanitizeAllPaths(): void {
  subscribe("http.server.request.start", (event) => {
    sanitizePath((event as { request: IncomingMessage }).request);
  });
}
