import { createLog } from "../../../shared/runtime/log.ts";
import type { ReceiptType } from "../../../shared/events/receipt-event.ts";
import { NOW, receipt } from "../../contracts/deliveries.ts";
import { serveChannels } from "../../functions/receive-webhook/serve-channels.ts";
import {
  createFakePlatform,
  serveSendReadReceipt,
} from "../../functions/send-read-receipt/serve-send-read-receipt.ts";
import { serveStoreReceipt } from "../../functions/store-receipt/serve-store-receipt.ts";
import { CHANNELS, type ServedChannel } from "../../support/channels.ts";
import type { LogLine } from "../../support/log.ts";
import type { Entry } from "./log-filter.ts";

// Lines that the functions really write, as Cloud Logging keeps them.

/** Of receiveWebhook, for a payload that reports that a message was delivered. */
export async function ofWebhook(
  of: ServedChannel,
  { id = "m", key }: { id?: string; key?: string } = {},
): Promise<Entry[]> {
  await using served = await serveChannels(CHANNELS);
  const messages = [`${of.newConversation()}/messages/${id}`];
  for (const payload of of.payloads({ type: "DELIVERED", messages })) {
    await served.post(of, `/webhook/${of.channel.name}`, payload, key);
  }
  return served.lines.map(toEntry);
}

/** Of storeReceipt, for an event, or for what is none. */
export async function ofStore(
  event: { of: ServedChannel; type: ReceiptType } | "malformed",
  isDown = false,
): Promise<Entry[]> {
  await using served = await serveStoreReceipt({
    write: () =>
      isDown ? Promise.reject(new Error("Down.")) : Promise.resolve(),
  });
  await served.push(
    event === "malformed"
      ? {}
      : receipt(`${event.of.newConversation()}/messages/m`, event.type, NOW),
  );
  return served.lines.map(toEntry);
}

/** Of sendReadReceipt, for an event that the platform answers so. */
export async function ofSend(
  event: unknown,
  ...answers: Parameters<typeof createFakePlatform>
): Promise<Entry[]> {
  const platform = createFakePlatform(...answers);
  await using served = await serveSendReadReceipt({ platform });
  await served.push(event);
  return served.lines.map(toEntry);
}

/** Cloud Logging, "Structured logging": two fields of a line become the entry's own. */
function toEntry({ severity, message, fields, error }: LogLine): Entry {
  let written = "";
  const log = createLog((line) => (written += line));
  log(severity, message, fields, error);
  const jsonPayload = JSON.parse(written) as Entry;
  const entry = { severity: jsonPayload.severity, jsonPayload };
  delete jsonPayload.severity;
  delete jsonPayload.time;
  return entry;
}
