import type { IncomingMessage, ServerResponse } from "node:http";
import { listen } from "./server.ts";

/** Stands before a server, and from a certain POST on passes requests on but holds back their answers. */
export async function createStallingProxy(target: string, freePosts: number) {
  const stalled = Promise.withResolvers<void>();
  let posts = 0;
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "GET", url = "/" } = request;
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    const answer = await fetch(target + url, {
      method,
      ...(body.length > 0 && { body }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (method === "POST" && ++posts > freePosts) stalled.resolve();
    else if (posts <= freePosts) response.writeHead(answer.status).end(bytes);
  };
  const proxy = await listen((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  return { ...proxy, stalled: stalled.promise };
}
