import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { RequestHandler } from "express";

const LOCAL_HOST = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

/** What a browser may do with a page of this server: nothing but load its own files, and talk to its own server. */
export const HEADERS = {
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", // no text ever becomes HTML
  ].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-cache",
};

/**
 * Keeps other sites out, which a browser on this machine may be visiting: under a name of theirs that they point at
 * this machine (DNS rebinding), and with requests that change something.
 */
export const guard: RequestHandler = (request, response, next) => {
  response.set(HEADERS);
  const complaint = rejectionReason(request);
  if (complaint === undefined) next();
  else response.status(403).json({ error: complaint });
};

/** Why a request is not answered; undefined if it is. */
export function rejectionReason({
  method,
  headers,
}: IncomingMessage): string | undefined {
  const { host = "" } = headers;
  if (!LOCAL_HOST.test(host)) {
    return "This answers to localhost and 127.0.0.1 alone.";
  }
  if (method === "GET" || method === "HEAD") return undefined;
  if (!isCrossOrigin(headers)) return undefined;
  return "Another site may not change anything here.";
}

/** Whether another site's page has a browser make a request. */
export function isCrossOrigin(headers: IncomingHttpHeaders): boolean {
  const { host, origin } = headers;
  // A program that is no browser sends neither header, and who types an address sends "none".
  const site = headers["sec-fetch-site"] ?? "none";
  const isOwn = origin === undefined || origin === `http://${host}`;
  return !isOwn || (site !== "same-origin" && site !== "none");
}
