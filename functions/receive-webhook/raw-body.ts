import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Keeps functions-framework's body parsers away from a request whose sender is not known yet: they read up to
 * 1 GB into memory, inflate what is compressed, parse it before any signature check, and log a body that
 * is not JSON, text and all. They take a request without these two headers for one without a body.
 */
export function skipBodyParser(request: IncomingMessage): void {
  delete request.headers["content-length"];
  delete request.headers["transfer-encoding"];
}

/** Does so for every request of this process, since the framework makes the server itself. */
export function skipBodyParserForAllRequests(): void {
  subscribe("http.server.request.start", (event) => {
    skipBodyParser((event as { request: IncomingMessage }).request);
  });
}

/**
 * Reads a body as it was sent. Returns undefined if it is longer than `maxBytes`: then it is read to its end
 * without being kept, so that the answer reaches the sender.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Events and not an iterator, which makes several promises for each chunk.
  return new Promise((resolve, reject) => {
    request
      .on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= maxBytes) chunks.push(chunk);
        else chunks.length = 0;
      })
      .once("end", () => {
        resolve(bytes <= maxBytes ? Buffer.concat(chunks, bytes) : undefined);
      })
      .once("error", reject)
      .once("close", () => reject(new Error("The sender went away.")));
  });
}
