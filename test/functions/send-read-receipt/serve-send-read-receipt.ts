import {
  createSendReadReceipt,
  NAME,
  type Claims,
} from "../../../functions/send-read-receipt/handler.ts";
import {
  createPlatformCircuitBreakers,
  type Clock,
} from "../../../functions/send-read-receipt/platform-circuit-breakers.ts";
import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import type {
  ChannelPlatform,
  MarkReadResult,
} from "../../../shared/channels/channel.ts";
import { createKeptLog } from "../../support/log.ts";
import {
  createKeptPublisher,
  type KeptPublisher,
} from "../../support/publisher.ts";
import { push } from "../../support/push.ts";
import { serveFunction } from "../../support/serve-function.ts";

const DEAD_LETTERS = "projects/p/topics/dead-letters";

export const MESSAGE = "conversations/c/messages/m";
export const AGENT = "brands/b/agents/a";
export const EVENT = {
  message: MESSAGE,
  agent: AGENT,
  reader: "reader-7",
  readTime: "2026-01-31T09:30:00.123456Z",
};
export const LEASE_MICROS = 900_000_000;
export const INITIAL_OPEN_MS = 60_000;

export const SENT: MarkReadResult = { outcome: "SENT" };
export const REJECTED: MarkReadResult = {
  outcome: "REJECTED",
  httpStatus: 403,
  reason: "The platform answered 403.",
};

export interface FakePlatform extends ChannelPlatform {
  /** The recorded calls: message name and agent. */
  readonly calls: [message: string, agent: string | undefined][];
}

/** Creates a platform that returns these results in order, then SENT. It throws a result that is an Error. */
export function createFakePlatform(
  ...results: (MarkReadResult | Error)[]
): FakePlatform {
  const calls: FakePlatform["calls"] = [];
  return {
    calls,
    markRead({ message }, agent) {
      calls.push([message, agent]);
      const result = results.shift() ?? SENT;
      return result instanceof Error
        ? Promise.reject(result)
        : Promise.resolve(result);
    },
  };
}

/** Serves the function over the embedded store, whose claims may be replaced in part. */
export async function serveSendReadReceipt(
  options: {
    platform?: ChannelPlatform;
    claims?: Partial<Claims>;
    publisher?: KeptPublisher;
    firestoreTimeoutMs?: number;
    clock?: Clock;
    maxWaitMs?: number;
  } = {},
) {
  const store = createEmbeddedStore();
  const { log, lines } = createKeptLog();
  const { platform = createFakePlatform() } = options;
  const { publisher = createKeptPublisher() } = options;
  const served = await serveFunction(
    createSendReadReceipt({
      claims: { ...store.claims, ...options.claims },
      platforms: new Map([["business-messages", platform]]),
      circuitBreakers: createPlatformCircuitBreakers({
        initialOpenMs: INITIAL_OPEN_MS,
        maxOpenMs: 10 * INITIAL_OPEN_MS,
        maxWaitMs: options.maxWaitMs ?? 0,
        functionName: NAME,
        log,
        ...(options.clock && { clock: options.clock }),
      }),
      publisher,
      deadLettersTopic: DEAD_LETTERS,
      firestoreTimeoutMs: options.firestoreTimeoutMs ?? 30_000,
      leaseMicros: LEASE_MICROS,
      log,
    }),
  );
  return {
    ...served,
    store,
    lines,
    letters: () => publisher.on(DEAD_LETTERS),
    agentRead: async () => (await store.read(MESSAGE))?.agentRead,
    async push(
      event: unknown,
      messageId = "1",
      attributes: Record<string, string> = {},
    ): Promise<number> {
      const sent = { event, messageId, attributes };
      return (await push(served.url, sent)).status;
    },
  };
}
