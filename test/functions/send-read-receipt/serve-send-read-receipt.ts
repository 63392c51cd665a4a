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
export const FIRST_PAUSE_MS = 60_000;

export const SENT: MarkReadResult = { outcome: "SENT" };
export const REFUSED: MarkReadResult = {
  outcome: "REJECTED",
  httpStatus: 403,
  reason: "The platform answered 403.",
};

export interface FakePlatform extends ChannelPlatform {
  /** What it was asked: the message's name and the agent. */
  readonly asked: [message: string, agent: string | undefined][];
}

/** Answers as told, in this order, and SENT from then on; throws what is an Error. */
export function createFakePlatform(
  ...answers: (MarkReadResult | Error)[]
): FakePlatform {
  const asked: FakePlatform["asked"] = [];
  return {
    asked,
    markRead({ message }, agent) {
      asked.push([message, agent]);
      const answer = answers.shift() ?? SENT;
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(answer);
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
    patienceMs?: number;
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
        initialOpenMs: FIRST_PAUSE_MS,
        maxOpenMs: 10 * FIRST_PAUSE_MS,
        maxWaitMs: options.patienceMs ?? 0,
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
