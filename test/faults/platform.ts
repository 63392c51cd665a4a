import type { IncomingMessage, ServerResponse } from "node:http";
import express from "express";
import { createPlatformStandIn } from "../../local/platform/stand-in.ts";
import { listen } from "../support/server.ts";

/** The stand-in for the platform's API, which also counts how often it said "done" of each message. */
export interface CountingPlatform {
  readonly url: string;
  /** How often the platform's answer that the user was told has left it, with somebody there to take it. */
  timesTold(message: string): number;
  /** When it first did so: milliseconds since 1970. */
  firstTold(message: string): number | undefined;
  /** All calls, whatever the answer. */
  calls(): number;
  /** Fails as `local/platform/stand-in.ts` knows it, until `heal`. */
  fail(failure: Record<string, unknown>): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
}

const PATH = /^\/v1\/(conversations\/[^/]+\/messages\/[^/]+)\/receipt$/;

export async function startPlatform(): Promise<CountingPlatform> {
  const told = new Map<string, { times: number; first: number }>();
  let calls = 0;
  const app = express().use("/", createPlatformStandIn());
  const count = (request: IncomingMessage, response: ServerResponse) => {
    const [, message] = PATH.exec(request.url ?? "") ?? [];
    if (message === undefined) return;
    calls += 1;
    response.on("finish", () => {
      const type = String(response.getHeader("Content-Type"));
      if (response.statusCode !== 200 || !type.includes("json")) return;
      const { times, first } = told.get(message) ?? {
        times: 0,
        first: Date.now(),
      };
      told.set(message, { times: times + 1, first });
    });
  };
  const server = await listen((request, response) => {
    count(request, response);
    app(request, response);
  });
  const post = async (failure: Record<string, unknown>) => {
    const response = await fetch(`${server.url}/failures`, {
      method: "POST",
      body: JSON.stringify(failure),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  return {
    url: server.url,
    timesTold: (message) => told.get(message)?.times ?? 0,
    firstTold: (message) => told.get(message)?.first,
    calls: () => calls,
    fail: (failure) => post({ times: 1_000_000_000, ...failure }),
    heal: () => post({ times: 0 }),
    close: () => server.close(),
  };
}
