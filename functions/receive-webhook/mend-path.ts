import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Gives a request another path if its own can't be decoded, such as `/%`: functions-framework's router throws
 * on that, and prints a stack trace to the log for anybody who asks. The function takes any path.
 */
export function mendPath(request: IncomingMessage): void {
  try {
    decodeURIComponent(request.url ?? "/");
  } catch {
    request.url = "/";
  }
}

/** Does so for every request of this process, since the framework makes the server itself. */
export function mendEveryPath(): void {
  subscribe("http.server.request.start", (event) => {
    mendPath((event as { request: IncomingMessage }).request);
  });
}
