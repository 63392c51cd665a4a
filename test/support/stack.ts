import { createSample } from "./sample.ts";
import { createEmbeddedInfrastructure } from "../../local/embedded/infrastructure.ts";
import { createEmulatorsInfrastructure } from "../../local/emulators/infrastructure.ts";
import { startStack } from "../../local/stack.ts";
import type { Environment } from "../../shared/runtime/configuration.ts";
import type { MessageState } from "../../shared/messages/message-state.ts";
import { now } from "../../shared/runtime/timestamp.ts";
import {
  CHANNELS,
  headersFor,
  type ChannelUnderTest,
  type ReceiptsOptions,
} from "./channels.ts";
import { createKeptLog, type LogLine } from "./log.ts";
import { STACK_KEY } from "./secrets.ts";

const DAY = 86_400_000_000;
export const KEY = STACK_KEY;

/** The whole local stack on a free port, and the calls that its users make. */
export interface StackUnderTest {
  readonly url: string;
  readonly projectId: string;
  readonly logLines: readonly LogLine[];
  /** Posts a payload as the platform does; returns the status. The channel is the first one if none is named. */
  deliver(
    payload: unknown,
    key?: string,
    of?: ChannelUnderTest,
  ): Promise<number>;
  /** Posts receipts as the platform does; the status of the last payload. */
  report(of: ChannelUnderTest, receipts: ReceiptsOptions): Promise<number>;
  /** Posts such bytes, signed. */
  deliverText(body: string): Promise<number>;
  post(path: string, body: unknown): Promise<number>;
  get<T = unknown>(path: string): Promise<{ status: number; body: T }>;
  state(message: string): Promise<Partial<MessageState>>;
  close(): Promise<void>;
}

export async function startStackUnderTest(
  backend: "embedded" | "emulators",
): Promise<StackUnderTest> {
  const { log, lines } = createKeptLog();
  const started =
    backend === "embedded"
      ? createEmbeddedInfrastructure()
      : await createEmulatorsInfrastructure(90 * DAY);
  const stack = await startStack({
    port: 0,
    backend: started,
    environment: Object.assign(
      {},
      ...CHANNELS.map(({ channel }) => channel.simulator.webhookVariables(KEY)),
    ) as Environment,
    retentionMicros: 90 * DAY,
    log,
  });
  const { url } = stack;
  const send = async (path: string, body: string, headers = {}) => {
    const response = await fetch(url + path, { method: "POST", body, headers });
    await response.arrayBuffer();
    return response.status;
  };
  const deliver = (
    body: string,
    key: string,
    of: ChannelUnderTest = CHANNELS[0]!,
  ) => send(`/webhook/${of.channel.name}`, body, headersFor(of, body, key));
  return {
    url,
    projectId: started.projectId,
    logLines: lines,
    deliver: (payload, key = KEY, of) =>
      deliver(JSON.stringify(payload), key, of),
    async report(of, receipts) {
      let status = 0;
      for (const payload of of.payloads(receipts)) {
        status = await deliver(JSON.stringify(payload), KEY, of);
      }
      return status;
    },
    deliverText: (body) => deliver(body, KEY),
    post: (path, body) =>
      send(path, JSON.stringify(body), { "Content-Type": "application/json" }),
    async get<T>(path: string) {
      const response = await fetch(url + path);
      return { status: response.status, body: (await response.json()) as T };
    },
    async state(message) {
      const path = message.split("/").map(encodeURIComponent).join("/");
      const response = await fetch(`${url}/messages/${path}`);
      return (await response.json()) as Partial<MessageState>;
    },
    close: () => stack.close(),
  };
}

/** A payload of receipts of one conversation, such as the platform sends. */
export function receipts(
  receiptType: "DELIVERED" | "READ",
  messages: readonly string[],
  time = now(),
): unknown {
  return JSON.parse(createSample({ messages, receiptType, time }).body);
}
