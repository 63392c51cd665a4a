import autocannon, { type Result } from "autocannon";
import type { Post } from "../requests.ts";
import { quantile } from "../statistics.ts";

const CONNECTIONS = 16;

export interface Load {
  readonly requests: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Posts the same request over and over on 16 connections, and measures the answers. One that is not 2xx is an error. */
export async function putLoad(
  url: string,
  { path, headers, body }: Post,
  volume: { duration: number } | { amount: number },
): Promise<Load> {
  const times: number[] = [];
  const options = {
    url: url + path,
    method: "POST" as const,
    headers: { ...headers },
    body,
    connections: CONNECTIONS,
    ...volume,
  };
  const startedAt = performance.now();
  const { non2xx, errors } = await new Promise<Result>((resolve, reject) => {
    autocannon(options, (error: Error | null, result) => {
      if (error) reject(error);
      else resolve(result);
    }).on("response", (_client, _status, _bytes, ms) => times.push(ms));
  });
  const seconds = (performance.now() - startedAt) / 1000;
  if (non2xx + errors > 0) {
    throw new Error(
      `Of ${times.length} requests ${non2xx} were refused and ${errors} got no answer.`,
    );
  }
  return {
    requests: times.length,
    rate: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}
