import express, { type RequestHandler, type Response } from "express";
import { createPlatformSimulator } from "../../local/platform/simulator.ts";
import type { PlatformCall } from "../../shared/channels/channel.ts";
import { parseJson } from "../../shared/runtime/json.ts";
import { CHANNELS } from "../support/channels.ts";
import { listen } from "../support/server.ts";

/** The platform simulator, which also counts how often it said "done" of each message. */
export interface CountingPlatform {
  readonly url: string;
  /** How many read receipts for the message the platform has confirmed, with somebody there to take the answer. */
  readReceiptCount(message: string): number;
  /** When it confirmed the first one: milliseconds since 1970. */
  firstReadReceiptTime(message: string): number | undefined;
  /** All calls, whatever the answer. */
  calls(): number;
  /** Fails as `local/platform/simulator.ts` knows it, until `heal`. */
  fail(failure: Record<string, unknown>): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
}

export async function startPlatform(): Promise<CountingPlatform> {
  const readReceipts = new Map<string, { times: number; first: number }>();
  let calls = 0;
  const watch = (message: string, response: Response) => {
    calls += 1;
    response.on("finish", () => {
      const type = String(response.getHeader("Content-Type"));
      if (response.statusCode !== 200 || !type.includes("json")) return;
      const { times, first } = readReceipts.get(message) ?? {
        times: 0,
        first: Date.now(),
      };
      readReceipts.set(message, { times: times + 1, first });
    });
  };
  const count: RequestHandler = (request, response, next) => {
    const { method, originalUrl: path } = request;
    const body = parseJson(String(request.body));
    const message = messageIn({ method, path, body });
    if (message !== undefined) watch(message, response);
    next();
  };
  const server = await listen(
    // Read here, the body is the simulator's, too.
    express()
      .use("/v1", express.text({ type: () => true }), count)
      .use(createPlatformSimulator()),
  );
  const post = async (failure: Record<string, unknown>) => {
    const response = await fetch(`${server.url}/failures`, {
      method: "POST",
      body: JSON.stringify(failure),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  return {
    url: server.url,
    readReceiptCount: (message) => readReceipts.get(message)?.times ?? 0,
    firstReadReceiptTime: (message) => readReceipts.get(message)?.first,
    calls: () => calls,
    fail: (failure) => post({ count: 1_000_000_000, ...failure }),
    heal: () => post({ count: 0 }),
    close: () => server.close(),
  };
}

/** The message that a call is about, as the channel's own simulator understands it. */
function messageIn(call: PlatformCall): string | undefined {
  return CHANNELS.map(
    ({ channel }) => channel.simulator.handleCall(call)?.message,
  ).find((message) => message !== undefined);
}
