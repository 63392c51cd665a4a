import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../support/server.ts";
import type { Random } from "./random.ts";

const LONGEST_HOLD_MS = 500;

/**
 * Stands where Google's front end stands, between Pub/Sub and the functions: passes pushes on, and answers 503 where
 * no function runs. It can also be unkind.
 */
export interface Relay {
  /** The push endpoint for a function's URL. */
  endpointFor(url: string): string;
  /** Holds each push back for a random while, so that they overtake each other, and delivers it twice more after its answer. */
  setUnkind(isUnkind: boolean): void;
  close(): Promise<void>;
}

export async function startRelay(random: Random): Promise<Relay> {
  let isUnkind = false;
  const post = async (url: string, body: Buffer) => {
    if (isUnkind) await sleep(random.below(LONGEST_HOLD_MS));
    const headers = { "Content-Type": "application/json" };
    try {
      const response = await fetch(url, { method: "POST", headers, body });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 503; // no instance, or it died
    }
  };
  const server = await listen((request, response) => {
    const relay = async () => {
      const body = await buffer(request);
      const url = (request.url ?? "").slice(1);
      const times = isUnkind ? 3 : 1;
      response.writeHead(await post(url, body)).end();
      for (let time = 1; time < times; time++) await post(url, body);
    };
    relay().catch(() => response.destroy()); // Pub/Sub died
  });
  return {
    endpointFor: (url) => `${server.url}/${url}`,
    setUnkind(value) {
      isUnkind = value;
    },
    close: () => server.close(),
  };
}
