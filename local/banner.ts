import { channels } from "../shared/channels/channels.ts";
import type { LocalInfrastructure } from "./local-infrastructure.ts";
import type { RemoteConsole } from "./remote-console/start.ts";
import type { Stack } from "./stack.ts";

/** What the terminal shows when the stack is up. */
export function printBanner(
  { url }: Stack,
  { description }: LocalInfrastructure,
): void {
  const webhooks = channels
    .map(({ name }) => `/webhook/${name}`.padEnd(28))
    .map((path, at) => `  POST ${url}${path}webhook of ${channels[at]?.name}`)
    .join("\n");
  const seconds = (performance.now() / 1000).toFixed(1);
  console.log(`The receipts service runs on ${url} (${description}; up in ${seconds} s).

  GET  ${url}/                        the console: open it in a browser
${webhooks}
  POST ${url}/agent-reads             an agent read a user's message
  GET  ${url}/messages/MESSAGE        a message's state
  GET  ${url}/watch                   states as they change (server-sent events)
  GET  ${url}/stats                   how many were delivered and read: npm run receipts -- stats --help
  GET  ${url}/dead-letters            what could not be used, and why: npm run receipts -- dead-letters --help
  GET  ${url}/user-events             what users sent that is no receipt
  GET  ${url}/platform/requests       what the platform's API was asked
  POST ${url}/platform/failures       make the platform's API fail
  GET  ${url}/healthz

Try: npm run receipts -- send --channel ${channels[0].name} --read      Ctrl-C ends it.
`);
}

/** The same of a deployed project's console. */
export function printRemoteConsoleBanner({
  url,
  description,
}: RemoteConsole): void {
  console.log(`The console runs on ${url}, and shows ${description}. It only reads.

  GET  ${url}/                        the console: open it in a browser
  GET  ${url}/messages/MESSAGE        a message's state
  GET  ${url}/stats                   how many were delivered and read
  GET  ${url}/healthz

Ctrl-C ends it.
`);
}
