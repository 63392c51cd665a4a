import type { Response } from "express";
import type { Hello } from "./hello.ts";
import type { Update } from "./update.ts";

const MAX_UNREAD_BYTES = 32_000_000;

/**
 * The pages that are open, each an answer that never ends (server-sent events).
 * @param onViewersChanged is told when the first page opens, and when the last one is gone
 */
export function createPages(onViewersChanged: (isWatched: boolean) => void) {
  const responses = new Set<Response>();

  function send(response: Response, event: string, data: Hello | Update): void {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    // Nobody reads it: it may connect anew when it does.
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
  }

  return {
    areOpen: () => responses.size > 0,
    open(response: Response, hello: Hello) {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      send(response, "hello", hello);
      if (responses.size === 0) onViewersChanged(true);
      responses.add(response);
      response.once("close", () => {
        responses.delete(response);
        if (responses.size === 0) onViewersChanged(false);
      });
      return { tell: (update: Update) => send(response, "update", update) };
    },
    tellAll(update: Update): void {
      for (const response of responses) send(response, "update", update);
    },
    endAll(): void {
      for (const response of responses) response.end();
    },
  };
}
