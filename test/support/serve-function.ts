import { http, type HttpFunction } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { IncomingMessage } from "node:http";
import { listen } from "./server.ts";

/** A server that ends with the block that holds it: `await using`. */
export interface Served extends AsyncDisposable {
  readonly url: string;
}

/**
 * Serves a function on functions-framework.
 * @param prepare sees each request before the framework does
 */
export async function serveFunction(
  handler: HttpFunction,
  prepare: (request: IncomingMessage) => void = () => undefined,
): Promise<Served> {
  http("underTest", handler);
  const server = getTestServer("underTest");
  server.prependListener("request", prepare);
  const listening = await listen(server);
  return {
    url: listening.url,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
