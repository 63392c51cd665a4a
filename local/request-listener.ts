import type { RequestListener, Server } from "node:http";
import type { Activity } from "./console/activity.ts";
import { observeRequest } from "./console/observe.ts";
import type { Functions } from "./functions.ts";
import { rejectionReason } from "./guard.ts";

export interface RequestListenerOptions {
  readonly functions: Functions;
  /** What answers all that is no function's, and guards itself. */
  readonly routes: RequestListener;
  readonly activity: Activity;
}

/** Functions get their requests untouched, as their servers on Cloud Run do; only the webhook's come from anywhere. */
export function createRequestListener(
  options: RequestListenerOptions,
): RequestListener {
  const { functions, routes, activity } = options;
  return (request, response) => {
    const { url = "/" } = request;
    const target = functionFor(functions, url);
    if (!target) {
      routes(request, response);
      return;
    }
    const complaint =
      target === functions.receiveWebhook
        ? undefined
        : rejectionReason(request);
    if (complaint !== undefined) {
      response.writeHead(403).end(complaint);
      return;
    }
    observeRequest(url, response, activity);
    target.emit("request", request, response);
  };
}

function functionFor(functions: Functions, url: string): Server | undefined {
  if (/^\/webhook(?=[/?]|$)/.test(url)) return functions.receiveWebhook;
  if (url.startsWith("/functions/store-receipt/"))
    return functions.storeReceipt;
  if (url.startsWith("/functions/send-read-receipt/")) {
    return functions.sendReadReceipt;
  }
  return undefined;
}
