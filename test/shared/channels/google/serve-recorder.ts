import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../../support/server.ts";

export interface RecordedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Serves one answer to all requests, and keeps what was asked. */
export async function serveRecorder(
  answer: (response: ServerResponse) => void,
) {
  const requests: RecordedRequest[] = [];
  const listening = await listen((request, response) => {
    const { method, url, headers } = request;
    void text(request).then((body) => {
      requests.push({ method, url, headers, body });
      answer(response);
    });
  });
  return {
    url: listening.url,
    requests,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}
