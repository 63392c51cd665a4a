import { createHmac } from "node:crypto";
import { createEmbeddedInfrastructure } from "../../../local/embedded/infrastructure.ts";
import { startStack } from "../../../local/stack.ts";
import type { Channel } from "../../../shared/channels/channel.ts";
import { channels } from "../../../shared/channels/channels.ts";
import type { Environment } from "../../../shared/runtime/configuration.ts";
import type { MessageState } from "../../../shared/messages/message-state.ts";
import { MICROS_PER_DAY } from "../../../shared/runtime/timestamp.ts";
import { createKeptLog } from "../../support/log.ts";
import { KEY, type StackUnderTest } from "../../support/stack.ts";
import { whatsapp } from "./channel.ts";

/** The headers that Meta sends with a body: its rule, written down once more. */
export function headersFor(body: string, key: string): Record<string, string> {
  const hmac = createHmac("sha256", key).update(body);
  return {
    "Content-Type": "application/json",
    "X-Hub-Signature-256": `sha256=${hmac.digest("hex")}`,
  };
}

/** The whole local stack with WhatsApp in the one list of channels; all that is posted is WhatsApp's. */
export async function startWhatsAppStack(): Promise<StackUnderTest> {
  (channels as readonly Channel[] as Channel[]).push(whatsapp);
  const { log, lines } = createKeptLog();
  const backend = createEmbeddedInfrastructure();
  const stack = await startStack({
    port: 0,
    backend,
    environment: Object.assign(
      {},
      ...channels.map(({ simulator }) => simulator.webhookVariables(KEY)),
    ) as Environment,
    retentionMicros: 90 * MICROS_PER_DAY,
    log,
  });
  const { url } = stack;
  const send = async (
    path: string,
    body: string,
    headers: Record<string, string>,
  ) => {
    const response = await fetch(url + path, { method: "POST", body, headers });
    await response.arrayBuffer();
    return response.status;
  };
  const deliverText = (body: string, key = KEY) =>
    send("/webhook/whatsapp", body, headersFor(body, key));
  const get = async <T>(path: string) => {
    const response = await fetch(url + path);
    return { status: response.status, body: (await response.json()) as T };
  };
  return {
    url,
    projectId: backend.projectId,
    logLines: lines,
    deliver: (payload, key) => deliverText(JSON.stringify(payload), key),
    async report(of, receipts) {
      const [payload] = of.payloads(receipts);
      return deliverText(JSON.stringify(payload));
    },
    deliverText: (body) => deliverText(body),
    post: (path, body) =>
      send(path, JSON.stringify(body), { "Content-Type": "application/json" }),
    get,
    async state(message) {
      const path = message.split("/").map(encodeURIComponent).join("/");
      const { body } = await get<Partial<MessageState>>(`/messages/${path}`);
      return body;
    },
    close: () => stack.close(),
  };
}
