import { Agent, request, type RequestOptions } from "node:http";
import { text } from "node:stream/consumers";
import type { Post } from "./requests.ts";

export interface HttpClient {
  /** Posts, and resolves with the status. */
  post(url: string, post: Post): Promise<number>;
  /** Gets, and resolves with the status. */
  get(url: string): Promise<number>;
  close(): void;
}

/** On connections that are kept, as many as are needed at once. */
export function createHttpClient(): HttpClient {
  const agent = new Agent({ keepAlive: true });
  const send = (url: string, options: RequestOptions, body = "") =>
    new Promise<number>((resolve, reject) => {
      request(url, { ...options, agent })
        .once("error", reject)
        .once("response", (response) => {
          text(response).then(() => resolve(response.statusCode ?? 0), reject);
        })
        .end(body);
    });
  return {
    post: (url, { path, headers, body }) =>
      send(url + path, { method: "POST", headers }, body),
    get: (url) => send(url, { method: "GET" }),
    close: () => agent.destroy(),
  };
}
